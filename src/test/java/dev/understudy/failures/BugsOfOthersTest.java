package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The bugs that users of other gateways reported, by number. A method whose name begins with `bug`
/// and a number proves that this gateway is immune; beside it stand the tests that go deeper.
///
/// | bug | proved in | deeper |
/// | --- | --- | --- |
/// | 1 truncated streams pass for whole | `BrokenStreamBugsTest` | `RecordedStreamsTest`, `ProviderStreamTest` |
/// | 2 no failover inside a 200 | `BrokenStreamBugsTest` | `PublicCatalogueTest`, `ChatTest` |
/// | 3 prefill, repeated text | `BrokenStreamBugsTest` | `RescueTest`, `SeamTest` |
/// | 4 callers that leave | `LeavingBugsTest` | `ClientLeavesTest` |
/// | 5 headers that never come | `BrokenStreamBugsTest` | `FaultsNobodyTestsTest` |
/// | 6 leaks | `LeavingBugsTest` | `ResponseBodyTest` |
/// | 7 memory | `LeavingBugsTest` | `JournalTest` |
/// | 8 storms of retries | `KeyBugsTest` | `FailoverTest` |
/// | 9 keys that never come back | `KeyBugsTest` | `RestsTest`, `HealthTest` |
/// | 10 Retry-After | `KeyBugsTest` | `RetryAfterTest` |
/// | 11 usage | `AnswerShapeBugsTest`, `WireBugsTest` | `RecordedAnswersTest`, `TraceTest` |
/// | 12 tool calls | `AnswerShapeBugsTest`, `WireBugsTest` | `RecordedAnswersTest`, `AnswerPiecesTest`, `SealedThoughtsTest` |
/// | 13 compressed streams | `CompressedAnswersTest` | `UnpackedTest` |
/// | 14 events held back | `EventsAsTheyComeTest` | |
/// | 15 secrets | `NoSecretLeavesTest` | `SecretsTest` |
/// | 16 headers that leak | `PassedHeadersTest`, `CallersKeyTest` | |
/// | 17 errors of the wrong shape | `BrokenStreamBugsTest` | `ErrorBodiesTest`, `HostileBodiesTest` |
/// | 18 sessions held to a dead target | `KeyBugsTest` | |
/// | 19 streams nobody asked for | `AnswerShapeBugsTest` | `ChatTest` |
/// | 20 ids that change, insides told | `BrokenStreamBugsTest`, `WireBugsTest` | `RecordedStreamsTest` |
/// | 21 rests late or lost | `RestsAndCostsLastTest` | `FailoverTest`, `HealthTest` |
/// | 22 hidden models | `KeyBugsTest` | `ResolverTest` |
/// | 23 versions that drift | `BuildBugsTest` | |
/// | 24 costs worked out anew | `RestsAndCostsLastTest` | `JournalTest` |
final class BugsOfOthersTest {
    private static final Pattern NAMED = Pattern.compile("bug(\\d\\d)_.+");

    @Test
    void eachHasItsTest() {
        var proved = new TreeSet<Integer>();
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                        .importPackages("dev.understudy")) {
            for (JavaMethod method : type.getMethods()) {
                Matcher name = NAMED.matcher(method.getName());
                if (name.matches()) {
                    proved.add(Integer.valueOf(name.group(1)));
                }
            }
        }

        assertEquals(
                IntStream.rangeClosed(1, 24).boxed().collect(Collectors.toCollection(TreeSet::new)),
                proved);
    }
}
