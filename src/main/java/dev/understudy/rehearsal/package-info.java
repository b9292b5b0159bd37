/// Rehearsals: requests with faults played on purpose, judged by what their caller sees.
package dev.understudy.rehearsal;
