package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.console.chains.Suggestion;
import dev.understudy.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CheaperTest {
    private static final GivenModel LUNA = GivenModel.of("openrouter:moon/luna", "5");

    private static List<String> than(GivenModel... others) {
        return suggested(2, others).stream().map(Suggestion::target).toList();
    }

    private static List<Suggestion> suggested(int most, GivenModel... others) {
        var all = new GivenModel[others.length + 1];
        all[0] = LUNA;
        System.arraycopy(others, 0, all, 1, others.length);
        return new Cheaper(GivenModel.catalogue(all), Set.of("lab"), Instant.EPOCH)
                .than(LUNA.target(), most);
    }

    @Test
    void offersTheCheapestFirstAndNoMoreThanAskedFor() {
        assertEquals(
                List.of("openrouter:a/free", "openrouter:a/one"),
                than(
                        GivenModel.of("openrouter:a/four", "4"),
                        GivenModel.of("openrouter:a/one", "1"),
                        GivenModel.of("openrouter:a/free", "0")));
    }

    @Test
    void offersNothingThatCostsAsMuch() {
        assertEquals(List.of(), than(GivenModel.of("openrouter:a/same", "5")));
    }

    @Test
    void offersNothingThatHoldsOrCanLess() {
        assertEquals(
                List.of(),
                than(
                        GivenModel.of("openrouter:a/small", "1").holding(127_999),
                        GivenModel.of("openrouter:a/plain", "1").with("vision"),
                        GivenModel.of("openrouter:a/deaf", "1").taking("image")));
        assertEquals(
                List.of("openrouter:a/more"),
                than(
                        GivenModel.of("openrouter:a/more", "1")
                                .holding(200_000)
                                .with("vision", "tool-calling")
                                .taking("image", "text")));
    }

    @Test
    void offersWhoCanBeAskedAndOpenRouterInAnyCase() {
        List<Suggestion> found =
                suggested(
                        9,
                        GivenModel.of("lab:m", "1"),
                        GivenModel.of("openrouter:a/m", "2"),
                        GivenModel.of("groq:m", "1"));

        assertEquals(
                List.of("lab:m", "openrouter:a/m"),
                found.stream().map(Suggestion::target).toList());
        assertEquals(List.of(true, false), found.stream().map(Suggestion::callable).toList());
    }

    @Test
    void offersNothingForAModelThatIsNotKnown() {
        assertEquals(
                List.of(),
                new Cheaper(GivenModel.catalogue(LUNA), Set.of(), Instant.EPOCH)
                        .than(new Target("openrouter", "moon/dark"), 5));
    }
}
