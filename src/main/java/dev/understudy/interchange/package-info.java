/// What comes from other programs, and goes to them.
package dev.understudy.interchange;
