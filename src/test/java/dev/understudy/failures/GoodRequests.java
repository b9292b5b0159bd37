package dev.understudy.failures;

import java.util.List;

/// Requests with which nothing is wrong, rich in fields.
///
/// @param body in which `MODEL` stands for a model's name
record GoodRequests(String path, String body) {
    private static final String TOOL =
            """
            {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}\
            """;

    static List<GoodRequests> all() {
        return List.of(
                new GoodRequests("/v1/chat/completions", chat()),
                new GoodRequests("/v1/responses", responses()),
                new GoodRequests("/v1/messages", messages()),
                new GoodRequests("/v1/messages/count_tokens", messages()),
                new GoodRequests(
                        "/v1/embeddings",
                        "{\"model\":\"MODEL\",\"input\":[\"a\",\"b\"],\"dimensions\":8,\"encoding_format\":\"float\"}"),
                new GoodRequests(
                        "/v1/completions",
                        "{\"model\":\"MODEL\",\"prompt\":\"a\",\"stream\":false,\"max_tokens\":3,\"stop\":[\"x\"]}"),
                new GoodRequests(
                        "/understudy/explain",
                        "{\"model\":\"MODEL\",\"models\":[\"chat:m\",\"auto\"]}"));
    }

    private static String chat() {
        return """
        {"model":"MODEL","models":["chat:m"],"stream":false,"stream_options":{"include_usage":true},
         "temperature":0.5,"top_p":1,"max_completion_tokens":50,"stop":["a","b"],"n":1,"seed":7,"user":"u",
         "frequency_penalty":0,"logit_bias":{"1":2},"metadata":{"a":"b"},"modalities":["text"],
         "reasoning":{"effort":"low","max_tokens":0,"enabled":true},"reasoning_effort":"low",
         "response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":TOOL}},
         "tools":[{"type":"function","function":{"name":"weather","description":"d","parameters":TOOL,"strict":false}}],
         "tool_choice":{"type":"function","function":{"name":"weather"}},"parallel_tool_calls":false,
         "messages":[
          {"role":"system","content":"Be brief."},
          {"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral"}},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},
            {"type":"image_url","image_url":"https://example.com/a.png"},
            {"type":"file","file":{"file_data":"data:application/pdf;base64,AAAA","filename":"f.pdf"}},
            {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]},
          {"role":"assistant","content":null,"reasoning":"so","reasoning_details":[{"type":"reasoning.text","text":"so","signature":"s"}],
            "tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"}}]},
          {"role":"tool","tool_call_id":"c1","content":"fine"},
          {"role":"user","content":"and now?"}]}\
        """
                .replace("TOOL", TOOL);
    }

    private static String responses() {
        return """
        {"model":"MODEL","models":["responses:m"],"stream":false,"store":false,"include":["reasoning.encrypted_content"],
         "instructions":"Be brief.","max_output_tokens":50,"temperature":1,"top_p":1,"user":"u","metadata":{"a":"b"},
         "reasoning":{"effort":"low","summary":"auto"},"parallel_tool_calls":true,"truncation":"auto",
         "text":{"format":{"type":"json_schema","name":"n","strict":true,"schema":TOOL},"verbosity":"low"},
         "tools":[{"type":"function","name":"weather","description":"d","parameters":TOOL,"strict":true},{"type":"web_search"}],
         "tool_choice":{"type":"function","name":"weather"},
         "input":[
          {"role":"developer","content":"x"},
          {"type":"message","role":"user","content":[{"type":"input_text","text":"hi"},
            {"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"auto"},
            {"type":"input_file","file_data":"data:application/pdf;base64,AAAA","filename":"f.pdf"}]},
          {"type":"reasoning","id":"r1","summary":[{"type":"summary_text","text":"so"}],"content":[],"encrypted_content":"e"},
          {"type":"message","role":"assistant","content":[{"type":"output_text","text":"a","annotations":[]}]},
          {"type":"function_call","call_id":"c1","name":"weather","arguments":"{}"},
          {"type":"function_call_output","call_id":"c1","output":"fine"}]}\
        """
                .replace("TOOL", TOOL);
    }

    private static String messages() {
        return """
        {"model":"MODEL","models":["claude:m"],"stream":false,"max_tokens":50,"temperature":1,"top_k":4,"top_p":1,
         "stop_sequences":["x"],"metadata":{"user_id":"u"},"thinking":{"type":"enabled","budget_tokens":1024},
         "output_config":{"effort":"low","format":{"type":"json_schema","schema":TOOL}},
         "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
         "tools":[{"name":"weather","description":"d","input_schema":TOOL},{"type":"web_search_20250305","name":"web_search"}],
         "tool_choice":{"type":"tool","name":"weather","disable_parallel_tool_use":true},
         "messages":[
          {"role":"user","content":[{"type":"text","text":"hi"},
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
            {"type":"document","source":{"type":"text","media_type":"text/plain","data":"d"},"title":"t"},
            {"type":"document","source":{"type":"url","url":"https://example.com/a.pdf"}}]},
          {"role":"assistant","content":[{"type":"thinking","thinking":"so","signature":"s"},
            {"type":"redacted_thinking","data":"e"},
            {"type":"tool_use","id":"c1","name":"weather","input":{"city":"Bern"}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","is_error":false,"content":[{"type":"text","text":"fine"}]}]}]}\
        """
                .replace("TOOL", TOOL);
    }
}
