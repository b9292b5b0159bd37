/// A wire-exact fake provider with scripted faults, on loopback.
package dev.understudy.sandbox;
