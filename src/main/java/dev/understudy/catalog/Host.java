package dev.understudy.catalog;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Who serves models for OpenRouter, and where it says how it goes about what it is sent.
///
/// @param slug what the tags of its endpoints begin with, such as `deepinfra`
/// @param country of its headquarters, by ISO 3166; blank if it is not told
/// @param datacenters the countries they are in, by ISO 3166; none if it is not told
/// @param privacy its privacy policy, on the web
/// @param terms its terms of service, on the web
/// @param status where it tells of its outages, on the web
public record Host(
        String slug,
        String name,
        String country,
        List<String> datacenters,
        Optional<URI> privacy,
        Optional<URI> terms,
        Optional<URI> status) {
    public Host {
        datacenters = List.copyOf(datacenters);
    }
}
