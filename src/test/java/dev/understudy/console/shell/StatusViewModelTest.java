package dev.understudy.console.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusViewModelTest {
    private static final GatewayState RUNNING =
            new GatewayState.Running(URI.create("http://127.0.0.1:4141/v1"));

    private final Keys keys = new Keys();
    private final List<String> copied = new ArrayList<>();

    private StatusViewModel status() {
        return new StatusViewModel(RUNNING, keys, copied::add, Runnable::run, Runnable::run);
    }

    @Test
    void copiesTheAddressAndSaysSoForAWhile() {
        var status = status();

        status.copyAddress();

        assertEquals(List.of("http://127.0.0.1:4141/v1"), copied);
        assertEquals(true, status.addressCopiedProperty().get());
        status.forgetCopied();
        assertEquals(false, status.addressCopiedProperty().get());
    }

    @Test
    void copiesTheKeyThatIsStillKnown() {
        keys.known = Optional.of("us-first");
        var status = status();
        assertEquals(AccessKeyAction.COPY, status.accessKeyProperty().get());

        status.copyAccessKey();

        assertEquals(List.of("us-first"), copied);
        assertEquals(AccessKeyAction.COPIED, status.accessKeyProperty().get());
    }

    @Test
    void makesANewKeyWhereNoneIsKnown() {
        var status = status();
        assertEquals(AccessKeyAction.CREATE, status.accessKeyProperty().get());

        status.copyAccessKey();

        assertEquals(List.of("us-new"), copied);
        status.forgetCopied();
        assertEquals(AccessKeyAction.CREATE, status.accessKeyProperty().get());
    }

    @Test
    void saysWhenNoKeyCouldBeMade() {
        keys.failing = true;
        var status = status();

        status.copyAccessKey();

        assertEquals(List.of(), copied);
        assertEquals(AccessKeyAction.FAILED, status.accessKeyProperty().get());
    }

    @Test
    void keepsTheAddressOfAGatewayThatStopped() {
        var status = status();

        status.show(new GatewayState.Stopped("The port is taken.", "Choose another."));

        assertEquals("http://127.0.0.1:4141/v1", status.addressProperty().get());
    }

    /// Keys in memory.
    private static final class Keys implements AccessKeys {
        Optional<String> known = Optional.empty();
        boolean failing;

        @Override
        public Optional<String> known() {
            return known;
        }

        @Override
        public String create() throws IOException {
            if (failing) {
                throw new IOException("disk full");
            }
            return "us-new";
        }
    }
}
