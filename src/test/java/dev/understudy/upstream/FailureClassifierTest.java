package dev.understudy.upstream;

import static dev.understudy.model.FailureClass.CALLER_FAULT;
import static dev.understudy.model.FailureClass.CREDENTIAL;
import static dev.understudy.model.FailureClass.MODEL_UNAVAILABLE;
import static dev.understudy.model.FailureClass.RATE_LIMITED;
import static dev.understudy.model.FailureClass.TOO_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.understudy.model.Additions;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.ProviderError;
import dev.understudy.translate.ChatCompletions;
import dev.understudy.translate.ErrorBodies;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FailureClassifierTest {
    private static final Headers NONE = GivenHeaders.of(Map.of());
    private static final Secrets NO_SECRETS = new Secrets(Optional.empty(), Additions.NONE);

    /// What each of the recorded errors means, in their order.
    private static final List<FailureClass> RECORDED =
            List.of(
                    CALLER_FAULT, // Anthropic: effort level
                    TOO_LONG,
                    CREDENTIAL,
                    MODEL_UNAVAILABLE,
                    MODEL_UNAVAILABLE,
                    CREDENTIAL, // Azure
                    RATE_LIMITED,
                    TOO_LONG, // Cohere
                    CREDENTIAL,
                    CALLER_FAULT, // DeepSeek
                    TOO_LONG,
                    CREDENTIAL,
                    CREDENTIAL, // Google: a bad key is a 400
                    MODEL_UNAVAILABLE,
                    MODEL_UNAVAILABLE,
                    MODEL_UNAVAILABLE,
                    RATE_LIMITED,
                    TOO_LONG, // Vertex
                    CREDENTIAL, // Mistral
                    TOO_LONG, // Ollama
                    CREDENTIAL,
                    MODEL_UNAVAILABLE, // OpenAI: 400 on the Responses route
                    CALLER_FAULT, // Groq
                    CALLER_FAULT,
                    CALLER_FAULT, // OpenAI
                    CALLER_FAULT,
                    CALLER_FAULT,
                    CALLER_FAULT,
                    CALLER_FAULT,
                    CALLER_FAULT,
                    CALLER_FAULT,
                    CALLER_FAULT,
                    CALLER_FAULT,
                    TOO_LONG,
                    CREDENTIAL,
                    MODEL_UNAVAILABLE,
                    MODEL_UNAVAILABLE, // Groq
                    MODEL_UNAVAILABLE, // OpenAI
                    MODEL_UNAVAILABLE, // Groq
                    TOO_LONG, // OpenRouter
                    CREDENTIAL,
                    RATE_LIMITED,
                    TOO_LONG, // Perplexity
                    CREDENTIAL,
                    CREDENTIAL); // xAI: a bad key is a 400

    private final FailureClassifier classifier =
            new FailureClassifier(new RetryAfter(InstantSource.fixed(Instant.EPOCH)));

    /// An error as it was recorded.
    private record Recorded(String provider, int status, Headers headers, String body) {}

    @Test
    void knowsEveryRecordedError() throws IOException {
        var expected = new ArrayList<String>();
        var actual = new ArrayList<String>();
        List<Recorded> recorded = recorded();
        for (int i = 0; i < recorded.size(); i++) {
            Recorded error = recorded.get(i);
            Failure failure = classify(error.status, error.headers, error.body);
            String row = "%d %s %d: ".formatted(i, error.provider, error.status);
            expected.add(row + RECORDED.get(i));
            actual.add(row + failure.kind());
            assertFalse(failure.error().message().isBlank());
            assertEquals(error.status, failure.error().status());
        }

        assertEquals(expected, actual);
        assertEquals(RECORDED.size(), recorded.size());
    }

    @ParameterizedTest
    @CsvSource({
        "400, CALLER_FAULT",
        "401, CREDENTIAL",
        "402, QUOTA",
        "403, CREDENTIAL",
        "404, MODEL_UNAVAILABLE",
        "405, CALLER_FAULT",
        "408, TIMEOUT",
        "409, CALLER_FAULT",
        "412, CALLER_FAULT",
        "413, TOO_LONG",
        "415, CALLER_FAULT",
        "418, CALLER_FAULT",
        "422, CALLER_FAULT",
        "429, RATE_LIMITED",
        "500, SERVER",
        "501, SERVER",
        "502, SERVER",
        "503, SERVER",
        "504, SERVER",
        "520, SERVER",
        "521, SERVER",
        "522, SERVER",
        "523, SERVER",
        "524, SERVER",
        "529, SERVER",
        "301, SERVER",
        "304, SERVER",
        "100, SERVER"
    })
    void knowsAStatusWithoutWords(int status, FailureClass kind) {
        assertEquals(kind, classify(status, NONE, "").kind());
        assertEquals(kind, classify(status, NONE, "<html>sorry</html>").kind());
        assertEquals(kind, classify(status, NONE, "{\"error\":{\"message\":\"Sorry\"}}").kind());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "429|QUOTA|{\"error\":{\"message\":\"You exceeded your current quota\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}",
                "429|QUOTA|{\"error\":{\"code\":429,\"message\":\"Rate limit exceeded: free-models-per-day. Add credits\"}}",
                "429|RATE_LIMITED|{\"error\":{\"code\":429,\"message\":\"Rate limit exceeded: free-models-per-min.\"}}",
                "429|QUOTA|{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"violations\":[{\"quotaId\":\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\"}]}]}}",
                "429|RATE_LIMITED|{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"violations\":[{\"quotaId\":\"GenerateRequestsPerMinutePerProjectPerModel-FreeTier\"}]}]}}",
                "400|QUOTA|{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Your credit balance is too low to access the API.\"}}",
                "402|QUOTA|{\"error\":{\"message\":\"Insufficient Balance\",\"type\":\"unknown_error\",\"code\":\"invalid_request_error\"}}",
                "403|CONTENT_REFUSED|{\"error\":{\"code\":403,\"message\":\"Flagged\",\"metadata\":{\"reasons\":[\"violence\"],\"flagged_input\":\"a … b\"}}}",
                "403|CONTENT_REFUSED|{\"error\":{\"code\":403,\"message\":\"Blocked\",\"metadata\":{\"patterns\":[\"ignore\"]}}}",
                "403|CREDENTIAL|{\"error\":{\"message\":\"Country, region, or territory not supported\",\"code\":\"unsupported_country_region_territory\"}}",
                "403|CREDENTIAL|{\"type\":\"error\",\"error\":{\"type\":\"permission_error\",\"message\":\"Your key may not do this\"}}",
                "400|CONTENT_REFUSED|{\"error\":{\"message\":\"filtered\",\"code\":\"content_filter\"}}",
                "400|CONTENT_REFUSED|{\"error\":{\"code\":400,\"message\":\"No\",\"metadata\":{\"error_type\":\"content_policy_violation\"}}}",
                "400|TOO_LONG|{\"error\":{\"code\":400,\"message\":\"Too long\",\"metadata\":{\"error_type\":\"context_length_exceeded\"}}}",
                "400|MODEL_UNAVAILABLE|{\"error\":{\"message\":\"a/b is not a valid model ID\",\"code\":400}}",
                "400|MODEL_UNAVAILABLE|{\"error\":{\"message\":\"The requested model 'x' does not exist.\"}}",
                "400|CALLER_FAULT|{\"error\":{\"message\":\"The file 'x' does not exist.\"}}",
                "413|TOO_LONG|{\"type\":\"error\",\"error\":{\"type\":\"request_too_large\",\"message\":\"Request exceeds the maximum size\"}}",
                "529|SERVER|{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
                "503|SERVER|{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}"
            })
    void knowsWhatTheWordsAddToAStatus(int status, FailureClass kind, String body) {
        assertEquals(kind, classify(status, NONE, body).kind());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SERVER|{\"error\":\"something\"}",
                "SERVER|{\"error\":{\"message\":\"something\"}}",
                "SERVER|{\"error\":{\"message\":\"something\",\"code\":200}}",
                "SERVER|{\"error\":{\"message\":\"Gone\",\"code\":502}}",
                "SERVER|{\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded_error\"}}",
                "SERVER|{\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}",
                "RATE_LIMITED|{\"error\":{\"message\":\"Slow\",\"code\":429}}",
                "RATE_LIMITED|{\"error\":{\"message\":\"Slow\",\"code\":\"rate_limit_exceeded\"}}",
                "RATE_LIMITED|{\"error\":{\"message\":\"Slow\",\"error_type\":\"rate_limit_exceeded\",\"http_status\":429}}",
                "CREDENTIAL|{\"error\":{\"message\":\"Bad key\",\"code\":\"invalid_api_key\"}}",
                "QUOTA|{\"error\":{\"message\":\"Broke\",\"code\":\"insufficient_quota\"}}",
                "MODEL_UNAVAILABLE|{\"error\":{\"message\":\"No\",\"code\":\"model_not_found\"}}",
                "TOO_LONG|{\"error\":{\"message\":\"Long\",\"code\":\"context_length_exceeded\"}}",
                "CALLER_FAULT|{\"error\":{\"message\":\"Bad\",\"code\":400}}"
            })
    void knowsAnErrorInsideAnAnswer(FailureClass kind, String data) throws Exception {
        ProviderError error = ChatCompletions.event(data).error().orElseThrow();

        assertEquals(kind, classifier.classify(error, NONE, data, NO_SECRETS).kind());
    }

    private Failure classify(int status, Headers headers, String body) {
        return classifier.classify(ErrorBodies.read(status, body), headers, body, NO_SECRETS);
    }

    private static List<Recorded> recorded() throws IOException {
        try (InputStream in =
                FailureClassifierTest.class.getResourceAsStream(
                        "/dev/understudy/errors/recorded-errors.json")) {
            var errors = new ArrayList<Recorded>();
            for (JsonNode error : JsonMapper.shared().readTree(Objects.requireNonNull(in))) {
                var headers = new HashMap<String, String>();
                error.path("headers")
                        .properties()
                        .forEach(header ->
                                headers.put(header.getKey(), header.getValue().stringValue()));
                errors.add(
                        new Recorded(
                                error.path("provider").stringValue(),
                                error.path("status").intValue(),
                                GivenHeaders.of(headers),
                                error.path("body").toString()));
            }
            return errors;
        }
    }
}
