/// The domain: records and sealed types. No I/O, no JSON, no HTTP.
package dev.understudy.model;
