package dev.understudy.failures;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What others break by building: what is tested and what is delivered are not the same.
final class BuildBugsTest {
    private static final Set<String> WITH_A_VERSION =
            Set.of("dependency", "plugin", "extension", "path");

    /// The product is one image that holds its own Java and every library, made from these.
    @Test
    void bug23_everyVersionInTheBuildIsOneVersion() throws Exception {
        Document pom =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(Path.of("pom.xml").toFile());
        Map<String, String> properties = properties(pom);
        var artifacts = new TreeSet<String>();
        for (Element element : elements(pom.getElementsByTagName("version")).toList()) {
            if (element.getParentNode() instanceof Element parent
                    && WITH_A_VERSION.contains(parent.getTagName())) {
                String version = element.getTextContent();
                String name = parent.getElementsByTagName("artifactId").item(0).getTextContent();
                String meant =
                        version.startsWith("${")
                                ? properties.getOrDefault(
                                        version.substring(2, version.length() - 1), "")
                                : version;
                assertTrue(
                        meant.matches("\\d+(\\.\\d+)*([.-][A-Za-z0-9]+)*"),
                        () -> name + " is not pinned: " + version);
                assertFalse(
                        meant.contains("SNAPSHOT") || meant.matches("LATEST|RELEASE"),
                        () -> name + " may change: " + version);
                artifacts.add(name);
            }
        }
        for (Element dependency : elements(pom.getElementsByTagName("dependency")).toList()) {
            String name = dependency.getElementsByTagName("artifactId").item(0).getTextContent();
            assertTrue(artifacts.contains(name), () -> name + " has no version");
        }
    }

    private static Map<String, String> properties(Document pom) {
        var properties = new HashMap<String, String>();
        elements(pom.getElementsByTagName("properties"))
                .flatMap(all -> elements(all.getChildNodes()))
                .forEach(property ->
                        properties.put(property.getTagName(), property.getTextContent()));
        return properties;
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }
}
