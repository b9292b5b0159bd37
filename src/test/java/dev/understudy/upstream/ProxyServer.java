package dev.understudy.upstream;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A proxy that leads everything to one port of this machine, and remembers what it was asked for.
/// The first byte tells whether HTTP or SOCKS5 is spoken to it.
public final class ProxyServer implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final Optional<String> login;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /// @param target the port all is led to
    /// @param login `user:password`, which it then insists on
    public ProxyServer(int target, Optional<String> login) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.login = login;
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return server.getLocalPort();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /// Where it was asked to lead, such as `provider.example:443`.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> lead(caller));
            } catch (IOException _) {
                // the test is over
            }
        }
    }

    private void lead(Socket caller) {
        try (caller) {
            var in = new DataInputStream(caller.getInputStream());
            int first = in.read();
            if (first == 5) {
                socks(caller, in);
            } else {
                http(caller, in, (char) first);
            }
        } catch (IOException _) {
            // one of the two has hung up
        }
    }

    private void http(Socket caller, DataInputStream in, char first) throws IOException {
        while (true) {
            var head = new StringBuilder().append(first);
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    return;
                }
                head.append((char) c);
            }
            String[] line = head.substring(0, head.indexOf("\r\n")).split(" ", -1);
            asked.add(line[1]);
            OutputStream out = caller.getOutputStream();
            String known =
                    login.map(l ->
                                    "Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(
                                                            l.getBytes(StandardCharsets.UTF_8)))
                            .orElse("");
            if (!known.isEmpty() && head.indexOf("Proxy-Authorization: " + known) < 0) {
                out.write(
                        "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                int next = in.read();
                if (next < 0) {
                    return;
                }
                first = (char) next;
                continue;
            }
            if (line[1].startsWith("forbidden.")) {
                out.write(
                        "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                return;
            }
            if (line[0].equals("CONNECT")) {
                out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                join(caller);
            } else {
                out.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: close\r\n\r\nby the proxy"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            return;
        }
    }

    /// RFC 1928, and RFC 1929 for the login.
    private void socks(Socket caller, DataInputStream in) throws IOException {
        OutputStream out = caller.getOutputStream();
        in.readNBytes(in.read()); // the methods
        if (login.isPresent()) {
            out.write(new byte[] {5, 2});
            in.read();
            String user = new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
            String password = new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
            boolean known = login.get().equals(user + ":" + password);
            out.write(new byte[] {1, (byte) (known ? 0 : 1)});
            if (!known) {
                return;
            }
        } else {
            out.write(new byte[] {5, 0});
        }
        in.readNBytes(3); // version, connect, reserved
        String host =
                switch (in.read()) {
                    case 3 -> new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
                    case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
                    default -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
                };
        int port = in.readUnsignedShort();
        asked.add(host + ":" + port);
        int verdict = host.startsWith("forbidden.") ? 2 : 0;
        out.write(new byte[] {5, (byte) verdict, 0, 1, 0, 0, 0, 0, 0, 0});
        if (verdict == 0) {
            join(caller);
        }
    }

    private void join(Socket caller) throws IOException {
        try (var far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread back = Thread.ofVirtual().start(() -> copy(far, caller));
            copy(caller, far);
            back.interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // one of the two has hung up
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
