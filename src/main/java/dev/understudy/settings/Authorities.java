package dev.understudy.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Finds authorities that certificates are checked with.
final class Authorities {
    private static final long LARGEST_FILE = 16 * 1024 * 1024;

    /// Where Linux systems keep theirs: Debian, Fedora, SUSE, Alpine.
    private static final List<Path> OF_LINUX =
            List.of(
                    Path.of("/etc/ssl/certs/ca-certificates.crt"),
                    Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
                    Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
                    Path.of("/etc/ssl/ca-bundle.pem"),
                    Path.of("/etc/ssl/cert.pem"));

    private Authorities() {}

    /// The certificates in a file, PEM or DER.
    ///
    /// @throws IOException with what is wrong, for people
    static List<X509Certificate> in(Path file) throws IOException {
        if (!file.isAbsolute()) {
            throw new IOException(
                    "write bundled, system, or the whole path of a file of certificates (PEM)");
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("the file %s is too large for certificates".formatted(file));
            }
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("there is no certificate in the file " + file);
            }
            return x509(found.stream());
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (CertificateException e) {
            throw new IOException("the file %s holds no certificates (PEM)".formatted(file), e);
        }
    }

    /// Those that this system trusts.
    ///
    /// @throws IOException if they are not found
    static List<X509Certificate> ofSystem() throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("win")) {
            return inStores("Windows-ROOT");
        }
        if (system.contains("mac")) {
            return inStores("KeychainStore-ROOT", "KeychainStore");
        }
        Path file =
                OF_LINUX.stream()
                        .filter(Files::isReadable)
                        .findFirst()
                        .orElseThrow(() ->
                                new IOException(
                                        "this system's authorities are not found: name their file"));
        return in(file);
    }

    private static List<X509Certificate> inStores(String... types) throws IOException {
        var found = new ArrayList<Certificate>();
        try {
            for (String type : types) {
                var store = KeyStore.getInstance(type);
                store.load(null, null);
                for (String alias : Collections.list(store.aliases())) {
                    if (store.isCertificateEntry(alias)) {
                        found.add(store.getCertificate(alias));
                    }
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("this system's authorities cannot be read", e);
        }
        return x509(found.stream());
    }

    private static List<X509Certificate> x509(Stream<? extends Certificate> certificates) {
        return certificates
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
    }
}
