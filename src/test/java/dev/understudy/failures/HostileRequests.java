package dev.understudy.failures;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/// Makes requests of lines, headers and framings that others have tried, good ones among them.
final class HostileRequests {
    private static final List<String> METHODS =
            lines(
                    """
                    GET
                    GET
                    POST
                    POST
                    POST
                    POST
                    OPTIONS
                    TRACE
                    CONNECT
                    HEAD
                    PUT
                    DELETE
                    PRI
                    get

                    GET\\t
                    G\\0T
                    {9000 A}
                    ä
                    """);
    private static final List<String> TARGETS =
            lines(
                    """
                    /v1/chat/completions
                    /v1/chat/completions
                    /v1/messages
                    /v1/responses
                    /v1/messages/count_tokens
                    /v1/models
                    /healthz
                    /understudy/explain
                    /understudy/requests/rq_1
                    /understudy/requests/
                    /understudy/requests/%ff
                    /v1/models/a%2Fb
                    /v1/models/%FF
                    /v1/models/%00
                    /v1/models/%zz
                    /v1/models/%
                    /v1/models/ä
                    /v1/models/{20000 a}
                    /v1/models/..%2f..
                    /v1/../etc/passwd
                    /v1/%2e%2e/%2e%2e/x
                    //v1/models
                    /v1//models
                    /v1/models;a=b
                    /v1/messages;a=b
                    /v1/models?a=%zz
                    /?
                    *

                    ?
                    #
                    /v1/models#x
                    \\\\
                    http://evil.example/v1/models
                    http://127.0.0.1/v1/models
                    evil.example:443
                    http://
                    /\\1
                    /a b
                    /%c0%ae%c0%ae/
                    """);
    private static final List<String> VERSIONS =
            lines(
                    """
                    \\sHTTP/1.1
                    \\sHTTP/1.1
                    \\sHTTP/1.1
                    \\sHTTP/1.1
                    \\sHTTP/1.1
                    \\sHTTP/1.1
                    \\sHTTP/1.0
                    \\sHTTP/0.9
                    \\sHTTP/2.0
                    \\sHTTP/3.0
                    \\sHTTP/1.2
                    \\sHTTP/11

                    \\sHTTP/1.1 x
                    \\shttp/1.1
                    \\sHTTP/1.1\\0
                    \\sFTP/1.1
                    \\sHTTP/99999999999.1
                    """);
    private static final List<String> HOSTS =
            lines(
                    """
                    Host: localhost
                    Host: localhost
                    Host: localhost
                    Host: localhost
                    Host: localhost
                    Host: localhost
                    Host: 127.0.0.1:4141

                    Host:
                    Host: localhost\\r\\nHost: localhost
                    Host: evil.example
                    Host: localhost@evil.example
                    Host: localhost:99999
                    Host: localhost:x
                    Host: [::1
                    Host: [::1]:80
                    Host: localhost, evil.example
                    Host: a b
                    Host: localhost#x
                    Host: ä
                    Host : localhost
                    Host: %6cocalhost
                    """);
    private static final List<String> HEADERS =
            lines(
                    """
                    x-api-key: KEY
                    x-api-key: KEY
                    x-api-key: KEY
                    x-api-key: KEY
                    x-api-key: KEY
                    x-api-key: KEY
                    Content-Type: application/json
                    Content-Type: application/json
                    Content-Type: application/json
                    Content-Type: application/json
                    Content-Type: text/plain
                    Content-Type: application/json; charset=utf-16
                    Content-Type: application/jsonp
                    Content-Type:
                    Content-Type: ä/ö
                    Content-Length: LENGTH
                    Content-Length: LENGTH
                    Content-Length: LENGTH
                    Content-Length: LENGTH
                    Content-Length: 0
                    Content-Length: -1
                    Content-Length: +5
                    Content-Length: 0x5
                    Content-Length: 99999999999999999999
                    Content-Length: 2147483648
                    Content-Length: 5, 5
                    Content-Length: 5 5
                    Content-Length:
                    Content-Length: a
                    Transfer-Encoding: chunked
                    Transfer-Encoding: chunked
                    Transfer-Encoding: gzip
                    Transfer-Encoding: gzip, chunked
                    Transfer-Encoding: chunked, chunked
                    Transfer-Encoding: chunked, identity
                    Transfer-Encoding: xchunked
                    Transfer-Encoding : chunked
                    Transfer-Encoding:\\13chunked
                    Transfer-Encoding: CHUNKED
                    Transfer-Encoding: "chunked"
                    Transfer-Encoding:
                    Content-Encoding: gzip
                    Expect: 100-continue
                    Expect: 200-ok
                    Connection: Upgrade\\r\\nUpgrade: h2c\\r\\nHTTP2-Settings: AAMAAABkAAQAAP__
                    Connection: Upgrade\\r\\nUpgrade: websocket\\r\\nSec-WebSocket-Key: AA==
                    Connection: keep-alive
                    Connection: Host
                    Connection: \\1
                    Range: bytes=0-1
                    Authorization: Bearer
                    Authorization: Bearer ä
                    Authorization: Basic QQ==
                    Authorization: Bearer KEY\\r\\nAuthorization: Bearer other
                    Authorization: {9000 a}
                    Understudy-Access-Key: \\0
                    Understudy-Access-Key:
                    anthropic-version: 2023-06-01
                    Understudy-Rehearse: 1=429
                    Understudy-Rehearse: 9=break@99999999999999
                    Understudy-Rehearse: =,=,ä
                    Understudy-Rehearse: 1=timeout@x, 1=429, 1=500
                    Origin: https://evil.example
                    Origin: null
                    Origin:
                    Origin: ä
                    Sec-Fetch-Site: cross-site
                    Access-Control-Request-Method: POST
                    Cookie: {900 a=b; }
                    \\sfolded: x
                    X-A: b\\r\\n folded
                    X-A: b\\r\\n\\tfolded
                    X-A\\r\\n
                    : no name
                    X A: b
                    X-\\0: a
                    X-A: \\0
                    X-A: a\\rb
                    X-A: a\\nX-B: c
                    X-ä: ö
                    X-A:{5000  }c
                    X-A: {20000 a}
                    {500 X-A: b\\r\\n}X-A: c
                    Trailer: X-A
                    TE: trailers, deflate;q=0.5
                    Forwarded: for=1.2.3.4;host=evil.example
                    X-Forwarded-Host: evil.example
                    X-HTTP-Method-Override: DELETE
                    """);
    private static final String GOOD =
            "{\"model\":\"sandbox:text-1\",\"max_tokens\":5,\"input\":\"hi\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final List<String> BODIES =
            lines(
                            """
                            GOOD
                            GOOD
                            GOOD
                            GOOD
                            CHUNK0\\r\\n\\r\\n
                            CHUNK0\\r\\n\\r\\n

                            CHUNK
                            CHUNK0\\r\\nX-A: b\\r\\n\\r\\n
                            CHUNK0\\r\\n\\0: b\\r\\n\\r\\n
                            5;a=b\\r\\n{    \\r\\n0\\r\\n\\r\\n
                            -5\\r\\n{    \\r\\n0\\r\\n\\r\\n
                            0x5\\r\\n{    \\r\\n0\\r\\n\\r\\n
                            ffffffffffffffffff\\r\\n{
                            7fffffff\\r\\n{
                            5\\n{    \\n0\\n\\n
                            zz\\r\\n
                            5\\r\\n{      \\r\\n0\\r\\n\\r\\n
                            \\37\\213\\10\\0
                            0\\r\\n\\r\\nGET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n
                            \\0\\0\\0\\0
                            """)
                    .stream()
                    .map(body -> body.replace("CHUNK", chunk(GOOD)).replace("GOOD", GOOD))
                    .toList();
    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+) ([^}]+)}");

    private final Random random;
    private final String key;

    /// @param key an access key that is in force
    HostileRequests(Random random, String key) {
        this.random = random;
        this.key = key;
    }

    /// A request, each character of which is one byte.
    String next() {
        String body = any(BODIES);
        var lines = new ArrayList<String>();
        lines.add(any(HOSTS));
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            lines.add(
                    repeated(any(HEADERS))
                            .replace("KEY", key)
                            .replace("LENGTH", Integer.toString(body.length())));
        }
        lines.add("Connection: close");
        lines.removeIf(String::isEmpty);
        String end = random.nextInt(20) == 0 ? "\n" : "\r\n";
        return "%s %s%s%s%s%s%s%s"
                .formatted(
                        repeated(any(METHODS)),
                        repeated(any(TARGETS)),
                        any(VERSIONS),
                        end,
                        String.join(end, lines),
                        end,
                        end,
                        body);
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    /// With `{3 a}` written out as `aaa`.
    private static String repeated(String text) {
        return REPEATED.matcher(text)
                .replaceAll(found ->
                        found.group(2)
                                .replace("\\", "\\\\")
                                .repeat(Integer.parseInt(found.group(1))));
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static List<String> lines(String block) {
        return block.lines().map(String::translateEscapes).toList();
    }
}
