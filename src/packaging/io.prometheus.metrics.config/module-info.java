/// The descriptor that the library's jar lacks; see packaging.md.
module io.prometheus.metrics.config {
    exports io.prometheus.metrics.config;
}
