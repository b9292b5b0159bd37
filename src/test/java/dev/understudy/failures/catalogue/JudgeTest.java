package dev.understudy.failures.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.failures.catalogue.Judge.Timed;
import dev.understudy.failures.catalogue.Reply.Ending;
import dev.understudy.failures.catalogue.Verdict.Word;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The rules of the public catalogue, which decide what may be told of the gateway.
final class JudgeTest {
    private static final Reply WHOLE = answer(Reply.CANONICAL, "fb-ok");
    private static final String FALLBACK = "{\"model\":\"fb-ok\",\"t\":0.4,\"last_role\":\"user\"}";

    @Test
    void passesWhatIsRescued() {
        assertEquals(
                new Judged(Word.PASS, List.of()),
                judge("S04", WHOLE, call("fb-s04-503-persistent", 0), FALLBACK));
    }

    @Test
    void callsACleanErrorSafe() {
        assertEquals(
                new Judged(Word.SAFE, List.of()),
                judge("S04", error("server_error"), call("fb-s04-503-persistent", 0)));
    }

    @Test
    void failsHalfAnAnswerThatPassesForOne() {
        assertEquals(
                new Judged(Word.FAIL, List.of()),
                judge("S04", answer("word1 word2", "fb-ok"), call("fb-s04-503-persistent", 0)));
    }

    @Test
    void failsWhatDoesNotEnd() {
        assertEquals(
                new Judged(Word.FAIL, List.of("no_hang")),
                judge("S04", Reply.without(Ending.HANG, "", 40), call("fb-s04-503-persistent", 0)));
    }

    @Test
    void failsTooManyCallsOfThePrimary() {
        String[] calls = new String[7];
        java.util.Arrays.fill(calls, call("fb-s04-503-persistent", 1));

        assertEquals(
                new Judged(Word.FAIL, List.of("attempts_primary_max")), judge("S04", WHOLE, calls));
    }

    @Test
    void callsAnImpatientRetryPartial() {
        assertEquals(
                new Judged(Word.PARTIAL, List.of("first_gap_min_s")),
                judge(
                        "S01",
                        WHOLE,
                        call("fb-s01-429-retry-after", 0),
                        call("fb-s01-429-retry-after", 1.7)));
    }

    @Test
    void callsARefusalThatIsRoutedAroundPartial() {
        assertEquals(
                new Judged(Word.PARTIAL, List.of()),
                judge("S13", WHOLE, call("fb-s13-content-filter", 0), FALLBACK));
        assertEquals(
                new Judged(Word.PASS, List.of()),
                judge("S13", error("content_policy_violation"), call("fb-s13-content-filter", 0)));
    }

    @Test
    void failsAnErrorThatARefusedPrefillHides() {
        assertEquals(
                new Judged(Word.FAIL, List.of("no_prefill_masking")),
                judge(
                        "S14",
                        error("anything"),
                        call("fb-s14-stream-cut", 0),
                        "{\"model\":\"fb-ok-noprefill\",\"t\":1,\"last_role\":\"assistant\"}"));
    }

    @Test
    void wantsTheModelThatAnsweredNamed() {
        assertEquals(
                new Judged(Word.FAIL, List.of("reported_model_is_fallback")),
                judge(
                        "S16",
                        answer(Reply.CANONICAL, "fb-s16-503-persistent"),
                        call("fb-s16-503-persistent", 0),
                        FALLBACK));
    }

    @Test
    void wantsThePrimaryUsedAgainIn30Seconds() {
        assertEquals(
                new Judged(Word.PASS, List.of()),
                judge("S15", WHOLE, call("fb-s15-flap", 1), call("fb-s15-flap", 90)));
        assertEquals(
                new Judged(Word.FAIL, List.of("seq_recovered_within_s")),
                judge("S15", WHOLE, call("fb-s15-flap", 1), call("fb-s15-flap", 90.1)));
        assertEquals(
                new Judged(Word.FAIL, List.of("seq_recovered_within_s")),
                judge("S15", WHOLE, call("fb-s15-flap", 1)));
    }

    @Test
    void failsAnOutageThatCallersNotice() {
        assertEquals(
                new Judged(Word.FAIL, List.of("seq_served_during_outage")),
                judge("S15", error("x"), call("fb-s15-flap", 1), call("fb-s15-flap", 61)));
    }

    private record Judged(Word word, List<String> failed) {}

    private static Judged judge(String id, Reply reply, String... calls) {
        try {
            Scenario scenario =
                    Scenario.all().stream()
                            .filter(s -> s.id().equals(id))
                            .findFirst()
                            .orElseThrow();
            var log =
                    new AttemptLog(
                            JsonMapper.builder()
                                    .build()
                                    .readTree(
                                            "{\"timing\":{\"flap_down_s\":60},\"log\":[%s]}"
                                                    .formatted(String.join(",", calls))));
            Verdict verdict =
                    new Judge(scenario, List.of(new Timed(1, reply)), log, WHOLE, 1).verdict();
            return new Judged(verdict.word(), verdict.failed());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Reply answer(String text, String model) {
        return new Reply(Ending.ANSWER, 200, text, "", model, true, 0, 1);
    }

    private static Reply error(String code) {
        return new Reply(Ending.ERROR, 502, "", code, "", false, 0, 1);
    }

    private static String call(String model, double t) {
        return "{\"model\":\"%s\",\"t\":%s,\"last_role\":\"user\"}".formatted(model, t);
    }
}
