package dev.understudy.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

final class RecipeTest {
    private static final List<Recipe> RECIPES =
            Recipe.all(URI.create("http://127.0.0.1:4141/v1"), "support");

    @Test
    void namesEachProgramOnce() {
        var ids = new HashSet<String>();
        for (Recipe recipe : RECIPES) {
            assertTrue(ids.add(recipe.id()), recipe.id());
            assertFalse(recipe.where().isBlank(), recipe.id());
        }
    }

    @Test
    void tellsWhereTheGatewayIsAndWhatToAskItFor() {
        for (Recipe recipe : RECIPES) {
            if (!recipe.text().isEmpty()) {
                assertTrue(recipe.text().contains("http://127.0.0.1:4141"), recipe.id());
                assertTrue(recipe.text().contains("support"), recipe.id());
            }
        }
    }

    @Test
    void leavesThePathToClientsOfAnthropic() {
        for (String id : List.of("anthropic-python", "anthropic-java", "claude-code")) {
            assertFalse(recipe(id).text().contains("4141/v1"), id);
        }
    }

    @Test
    void asksByTerminalWithABodyThatIsJson() {
        String text = recipe("curl").text();
        String body = text.substring(text.indexOf("-d '") + 4, text.lastIndexOf('\''));

        assertEquals("support", JsonMapper.shared().readTree(body).path("model").asString());
    }

    @Test
    void writesSettingsFilesThatCanBeRead() {
        JsonNode opencode = JsonMapper.shared().readTree(recipe("opencode").text());
        JsonNode continues = new YAMLMapper().readTree(recipe("continue").text());

        assertEquals(
                "http://127.0.0.1:4141/v1",
                opencode.at("/provider/understudy/options/baseURL").asString());
        assertEquals("support", continues.at("/models/0/model").asString());
    }

    private static Recipe recipe(String id) {
        return RECIPES.stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
    }
}
