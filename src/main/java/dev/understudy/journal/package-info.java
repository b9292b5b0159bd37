/// Past exchanges: the latest in memory, all of them in SQLite, and how the latest went in numbers.
package dev.understudy.journal;
