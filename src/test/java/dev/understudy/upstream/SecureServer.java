package dev.understudy.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/// A server with TLS that sends the same bytes to everybody, with a certificate of its own making.
final class SecureServer implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final String AUTHORITY = "authority";

    private final KeyStore keys;
    private final KeyStore trusted;
    private final SSLServerSocket server;
    private final byte[] answer;
    private final AtomicInteger requests = new AtomicInteger();

    /// @param name the certificate is for, such as `ip:127.0.0.1`
    SecureServer(Path folder, String name, String answer) throws Exception {
        this(folder, name, List.of(), answer);
    }

    /// One whose certificate holds for some days, by an authority that is trusted.
    ///
    /// @param start from now, such as `-10d`
    static SecureServer validFor(Path folder, String start, int days, String answer)
            throws Exception {
        return new SecureServer(
                folder,
                "ip:127.0.0.1",
                List.of(
                        "-startdate",
                        start,
                        "-validity",
                        Integer.toString(days),
                        "-signer",
                        AUTHORITY),
                answer);
    }

    private SecureServer(Path folder, String name, List<String> validity, String answer)
            throws Exception {
        Path file = folder.resolve("keys.p12");
        if (!validity.isEmpty()) {
            makeCertificate(file, AUTHORITY, List.of("-ext", "bc:c"));
        }
        var request = new ArrayList<>(List.of("-ext", "SAN=" + name));
        request.addAll(validity);
        makeCertificate(file, "test", request);
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "trusted", keys.getCertificate(validity.isEmpty() ? "test" : AUTHORITY));
        keys.deleteEntry(AUTHORITY);
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        server =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::serve);
    }

    URI base() {
        return URI.create("https://127.0.0.1:%d/v1".formatted(server.getLocalPort()));
    }

    int port() {
        return server.getLocalPort();
    }

    /// Who vouches for this server.
    X509Certificate authority() throws GeneralSecurityException {
        return (X509Certificate) trusted.getCertificate("trusted");
    }

    /// How many requests came through the handshake.
    int requests() {
        return requests.get();
    }

    /// What a client needs to trust this server, and no other.
    SSLContext trust() throws GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                var head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    int c = in.read();
                    if (c < 0) {
                        throw new IOException("no request");
                    }
                    head.append((char) c);
                }
                requests.incrementAndGet();
                socket.getOutputStream().write(answer);
            } catch (IOException _) {
                // no handshake, or the test is over
            }
        }
    }

    private static void makeCertificate(Path file, String alias, List<String> more)
            throws Exception {
        var command =
                new ArrayList<String>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-J-XX:TieredStopAtLevel=1", // it lives for a moment
                                "-J-XX:+UseSerialGC",
                                "-genkeypair",
                                "-alias",
                                alias,
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + alias,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                file.toString()));
        command.addAll(more);
        Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (made.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
