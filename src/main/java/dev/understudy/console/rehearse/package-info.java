/// Rehearsing a chain: faults chosen and played, what the caller saw, and the tests kept of it.
package dev.understudy.console.rehearse;
