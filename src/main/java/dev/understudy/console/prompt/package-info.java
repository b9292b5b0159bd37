/// The Prompt panel: one prompt to one model or chain, its answer streaming in.
package dev.understudy.console.prompt;
