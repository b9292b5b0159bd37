/// HTTP to the providers, and what their failures mean.
package dev.understudy.upstream;
