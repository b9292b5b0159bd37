package dev.understudy.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.ProviderError;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorBodiesTest {
    /// The shapes providers use, as `code|type|message|body`.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                // OpenAI, Groq, DeepSeek
                "invalid_api_key|invalid_request_error|No.|{\"error\":{\"message\":\"No.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}",
                "``|invalid_request_error|No.|{\"error\":{\"message\":\"No.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}",
                // OpenRouter
                "``|``|User not found.|{\"error\":{\"message\":\"User not found.\",\"code\":401},\"user_id\":\"u\"}",
                "``|provider_unavailable|Provider returned error|{\"error\":{\"code\":502,\"message\":\"Provider returned error\",\"metadata\":{\"error_type\":\"provider_unavailable\"}}}",
                "``|ZodError|[ ]|{\"success\":false,\"error\":{\"name\":\"ZodError\",\"message\":\"[\\n]\"}}",
                "capacity_exhausted|rate_limit_exceeded|Full|{\"error\":{\"message\":\"Full\",\"error_type\":\"rate_limit_exceeded\",\"http_status\":429,\"availability\":{\"code\":\"capacity_exhausted\"}}}",
                // Anthropic
                "``|overloaded_error|Overloaded|{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"r\"}",
                // Google, plain and in a list
                "``|NOT_FOUND|No model|{\"error\":{\"code\":404,\"message\":\"No model\",\"status\":\"NOT_FOUND\"}}",
                "API_KEY_INVALID|INVALID_ARGUMENT|Bad key|[{\"error\":{\"code\":400,\"message\":\"Bad key\",\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}]",
                // Azure
                "``|``|Denied|{\"error\":{\"code\":\"401\",\"message\":\"Denied\"}}",
                "RateLimitReached|``|Slow|{\"error\":{\"code\":\"RateLimitReached\",\"message\":\"Slow\",\"details\":\"Slow\"}}",
                // xAI
                "invalid-argument|``|Incorrect API key|{\"code\":\"invalid-argument\",\"error\":\"Incorrect API key\"}",
                // Mistral
                "``|``|Invalid API Key|{\"detail\":\"Invalid API Key\"}",
                "``|``|Field required|{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"Field required\"}]}",
                "``|invalid_model|No such model|{\"object\":\"error\",\"message\":\"No such model\",\"type\":\"invalid_model\",\"code\":\"1500\"}",
                // Cohere
                "``|TOO_MANY_TOKENS|too many tokens|{\"error_type\":\"TOO_MANY_TOKENS\",\"id\":\"i\",\"message\":\"too many tokens\"}",
                // LM Studio
                "``|``|No model loaded|{\"error\":\"No model loaded\"}",
                // vLLM, old
                "``|BadRequestError|too long|{\"object\":\"error\",\"message\":\"too long\",\"type\":\"BadRequestError\",\"code\":400}",
                // llama.cpp
                "``|unavailable_error|Loading model|{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}",
                // others
                "``|``|first|{\"errors\":[{\"message\":\"first\"},{\"message\":\"second\"}]}",
                "``|``|outside|{\"error\":{\"code\":400},\"message\":\"outside\"}",
                "``|``|the provider gave no reason|{\"error\":{}}",
                // not JSON, or JSON of no known shape
                "``|``|{\"ok\":false}|{\"ok\":false}",
                "``|``|[]|[]",
                "``|``|{\"error\":|{\"error\":"
            })
    void readsTheShapesInUse(String code, String type, String message, String body) {
        String expectedCode = "invalid_model".equals(type) ? "1500" : code;

        assertEquals(
                new ProviderError(418, expectedCode, type, message), ErrorBodies.read(418, body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Provider returned error: slow down (Liquid)|{\"provider_name\":\"Liquid\",\"raw\":\"slow down\"}",
                "Provider returned error: Too many (Google)|{\"provider_name\":\"Google\",\"raw\":\"{\\\"error\\\":{\\\"message\\\":\\\"Too many\\\"}}\"}",
                "Provider returned error: Too many (Google)|{\"provider_name\":\"Google\",\"raw\":{\"error\":{\"message\":\"Too many\"}}}",
                "Provider returned error: Too many|{\"raw\":{\"message\":\"Too many\"}}",
                "Provider returned error (Groq)|{\"provider_name\":\"Groq\",\"raw\":\"Provider returned error\"}",
                "Provider returned error (Groq)|{\"provider_name\":\"Groq\",\"raw\":[1]}",
                "Provider returned error|{\"provider_name\":null,\"raw\":null}"
            })
    void addsTheProviderBehindARouterAndItsWords(String message, String metadata) {
        String body =
                "{\"error\":{\"code\":429,\"message\":\"Provider returned error\",\"metadata\":%s}}"
                        .formatted(metadata);

        assertEquals(message, ErrorBodies.read(429, body).message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n"})
    void findsWordsForAnEmptyBody(String body) {
        assertEquals("HTTP 418 without a word", ErrorBodies.read(418, body).message());
    }

    @Test
    void putsAPageOnOneLine() {
        assertEquals(
                "<html> <h1>Bad gateway</h1>",
                ErrorBodies.read(502, "<html>\r\n<h1>Bad gateway</h1>\n").message());
    }

    @Test
    void cutsLongWords() {
        String page = "x".repeat(2_000);

        assertEquals("x".repeat(500) + "…", ErrorBodies.read(500, page).message());
        assertEquals(
                "x".repeat(500) + "…",
                ErrorBodies.read(500, "{\"error\":\"" + page + "\"}").message());
    }

    @Test
    void cutsNoCharacterInTwo() {
        assertEquals(
                "x".repeat(499) + "…",
                ErrorBodies.read(500, "x".repeat(499) + "🙂".repeat(3)).message());
    }

    @Test
    void findsWordsWhereAMessageIsBlank() {
        assertEquals(
                "the provider gave no reason",
                ErrorBodies.read(500, "{\"error\":{\"message\":\" \\n\"}}").message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PT1S|{\"error\":{\"metadata\":{\"retry_after_seconds\":1}}}",
                "PT2.5S|{\"error\":{\"metadata\":{\"retry_after_seconds\":2.5}}}",
                "PT40S|{\"error\":{\"availability\":{\"retry_after\":40}}}",
                "PT48.939935699S|{\"error\":{\"details\":[{\"@type\":\"Help\"},{\"retryDelay\":\"48.939935699s\"}]}}",
                "PT18S|[{\"error\":{\"details\":[{\"retryDelay\":\"18s\"}]}}]"
            })
    void readsTheWaitABodyAsksFor(Duration wait, String body) {
        assertEquals(Optional.of(wait), ErrorBodies.retryAfter(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}",
                "{\"error\":\"x\"}",
                "{\"error\":{\"metadata\":{\"retry_after_seconds\":\"1\"}}}",
                "{\"error\":{\"details\":\"x\"}}",
                "{\"error\":{\"details\":[{\"retryDelay\":\"soon\"},{\"retryDelay\":\"-1s\"},{\"retryDelay\":5}]}}"
            })
    void readsNoWaitWhereNoneIsAskedFor(String body) {
        assertEquals(Optional.empty(), ErrorBodies.retryAfter(body));
    }
}
