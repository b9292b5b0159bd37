/// What every panel is made of: texts, batches for the UI thread, live Markdown, small controls.
package dev.understudy.console.ui;
