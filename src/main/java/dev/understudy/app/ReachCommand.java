package dev.understudy.app;

import dev.understudy.model.Outbound.Proxy;
import dev.understudy.model.Provider;
import dev.understudy.model.WayCheck;
import dev.understudy.settings.InvalidSettingsException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy reach`: the way to providers, tried out.
@Command(
        name = "reach",
        description =
                "Tries the way to providers, and tells by which proxy it leads; exit code 1 if one is not reached.",
        mixinStandardHelpOptions = true)
final class ReachCommand implements Callable<Integer> {
    private static final String USUAL = "openrouter";

    @ParentCommand private @Nullable Understudy root;
    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "PROVIDER",
            arity = "0..*",
            description = "Such as openrouter; those with keys if none is named.")
    private List<String> named = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InvalidSettingsException, InterruptedException {
        Home home = Commands.home(root);
        Logs.to(home.logFile());
        var vault = Commands.vault(root);
        var door =
                new VaultDoor(
                        vault,
                        List.of(
                                new PassphraseFile(System.getenv()),
                                new PassphrasePrompt(System.console())));
        try (Gateway gateway = Gateway.prepare(home, vault, door)) {
            gateway.use(gateway.settings(home.gatewayFile()).settings());
            int exit = 0;
            for (Provider provider : chosen(gateway.providers())) {
                WayCheck check = gateway.tryWay(provider);
                Commands.out(spec).printf("%s  %s%n", provider.id(), words(check));
                exit = check instanceof WayCheck.Reached ? exit : Failures.INPUT;
            }
            return exit;
        }
    }

    private List<Provider> chosen(List<Provider> providers) {
        if (named.isEmpty()) {
            List<Provider> keyed =
                    providers.stream().filter(provider -> !provider.keys().isEmpty()).toList();
            return keyed.isEmpty()
                    ? providers.stream().filter(provider -> provider.id().equals(USUAL)).toList()
                    : keyed;
        }
        return named.stream()
                .map(name ->
                        providers.stream()
                                .filter(provider ->
                                        provider.id().equals(name)
                                                || provider.aliases().contains(name))
                                .findFirst()
                                .orElseThrow(() ->
                                        new ParameterException(
                                                Commands.filled(spec).commandLine(),
                                                "there is no provider %s".formatted(name))))
                .toList();
    }

    private static String words(WayCheck check) {
        String way = check.proxy().map(Proxy::address).map("by "::concat).orElse("straight");
        return switch (check) {
            case WayCheck.Lost lost -> "%s: %s".formatted(way, lost.message());
            case WayCheck.Reached(_, var vouched, int status, Duration took) ->
                    "%s: HTTP %d in %d ms%s"
                            .formatted(
                                    way,
                                    status,
                                    took.toMillis(),
                                    vouched.map(who -> ", certificate by " + who).orElse(""));
        };
    }
}
