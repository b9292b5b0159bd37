package dev.understudy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://openrouter.ai/api/v1, https://openrouter.ai/api/v1",
        "https://openrouter.ai/api/v1/, https://openrouter.ai/api/v1",
        "' https://api.x.ai:8443/v1 ', https://api.x.ai:8443/v1",
        "https://8.8.8.8/v1, https://8.8.8.8/v1",
        "http://localhost:1234/v1, http://localhost:1234/v1",
        "http://127.0.0.1:11434/v1, http://127.0.0.1:11434/v1",
        "http://127.1.2.3/v1, http://127.1.2.3/v1",
        "http://[::1]:8080/v1, http://[::1]:8080/v1",
        "http://10.1.2.3/v1, http://10.1.2.3/v1",
        "http://172.16.0.9/v1, http://172.16.0.9/v1",
        "http://192.168.1.5:8000, http://192.168.1.5:8000",
        "http://[fd12:3456::7]/v1, http://[fd12:3456::7]/v1",
        "http://[::ffff:192.168.1.5]/v1, http://[::ffff:192.168.1.5]/v1",
        "http://ollama:11434/v1, http://ollama:11434/v1",
        "http://nas.local/v1, http://nas.local/v1",
        "http://nas.lan./v1, http://nas.lan./v1"
    })
    void takesHttpsAnywhereAndHttpNearby(String text, URI address) {
        assertEquals(address, BaseUrl.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.openai.com/v1",
                "http://8.8.8.8/v1",
                "http://172.32.0.1/v1",
                "http://[2606:4700::1111]/v1",
                "http://[::ffff:8.8.8.8]/v1",
                "http://localhost.example.com/v1",
                "http://127.0.0.1.nip.io/v1"
            })
    void refusesPlainHttpToTheWorld(String text) {
        assertEquals(
                "use https: plain http is for this machine and its own network", refused(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "[fe80::1]",
                "[FE80::a9fe:a9fe]",
                "[::ffff:169.254.169.254]",
                "[::ffff:a9fe:a9fe]",
                "[0:0:0:0:0:FFFF:A9FE:A9FE]",
                "[fd00:ec2::254]",
                "[fd00:0ec2:0:0:0:0:0:254]",
                "[FD00:EC2::254]",
                "[::169.254.169.254]",
                "[64:ff9b::a9fe:a9fe]",
                "[2002:a9fe:a9fe::1]",
                "100.100.100.200",
                "0.0.0.0",
                "[::]",
                "metadata.google.internal",
                "Metadata.Google.Internal.",
                "metadata",
                "instance-data"
            })
    void refusesWhereCloudsKeepTheirMetadata(String host) {
        for (String scheme : new String[] {"http://", "https://"}) {
            assertEquals(
                    "link-local addresses are not for providers", refused(scheme + host + "/v1"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2852039166",
                "0xA9FEA9FE",
                "0xa9.0xfe.0xa9.0xfe",
                "0251.0376.0251.0376",
                "0251.254.169.254",
                "010.0.0.1",
                "169.254.43518",
                "127.1",
                "169.16689662",
                "[fe80::1%25eth0]",
                "[::1%25lo]"
            })
    void refusesNumbersInDisguise(String host) {
        refused("http://" + host + "/v1");
        refused("https://" + host + "/v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user@host.example/v1",
                "https://user:secret@host.example/v1",
                "http://localhost@169.254.169.254/v1",
                "https://host.example/v1?key=secret",
                "https://host.example/v1#part"
            })
    void refusesWhatIsHiddenInAnAddress(String text) {
        assertEquals("an address holds no user, no query and no fragment", refused(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "host",
                "host/v1",
                "//host/v1",
                "/v1",
                "https:",
                "https://",
                "https:///v1",
                "https:host",
                "ftp://host/v1",
                "file:///etc/passwd",
                "https://ho st/v1",
                "https://host\n.example/v1",
                "https://[::1/v1",
                "javascript:alert(1)"
            })
    void refusesWhatIsNoAddress(String text) {
        assertEquals("not an address: write it as https://host/v1", refused(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:0/v1", "http://localhost:65536/v1"})
    void refusesPortsThatCannotBe(String text) {
        assertEquals("a port is a number from 1 to 65535", refused(text));
    }

    private static String refused(String text) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> BaseUrl.of(text), text)
                        .getMessage());
    }
}
