package dev.understudy.app;

import dev.understudy.sandbox.SandboxServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy sandbox`: the fake provider alone, until the process ends.
@Command(
        name = "sandbox",
        description = "Runs the built-in fake provider alone.",
        mixinStandardHelpOptions = true)
final class SandboxCommand implements Callable<Integer> {
    @ParentCommand private @Nullable Understudy root;
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "The port; 0, which is the default, picks a free one.")
    private int port;

    @Override
    public Integer call() throws IOException, EnvironmentException, InterruptedException {
        Logs.to(Commands.home(root).logFile());
        try (SandboxServer sandbox = SandboxServer.start(port)) {
            PrintWriter out = Commands.out(spec);
            out.println("listening on " + sandbox.openAiBase());
            out.println("in OpenRouter's manner on " + sandbox.openRouterBase());
            out.flush();
            new CountDownLatch(1).await();
        } catch (BindException e) {
            throw new EnvironmentException(
                    "cannot listen on 127.0.0.1:%d, as another program does: choose another --port"
                            .formatted(port),
                    e);
        }
        return 0;
    }
}
