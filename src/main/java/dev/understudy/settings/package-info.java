/// gateway.yaml and the other small files: reading, checking and writing them.
package dev.understudy.settings;
