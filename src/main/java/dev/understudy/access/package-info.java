/// Access keys of the programs that use the gateway.
package dev.understudy.access;
