/// The program's entry, its command line, its wiring and its shutdown.
package dev.understudy.app;
