/// The Settings panel: how providers are reached.
package dev.understudy.console.settings;
