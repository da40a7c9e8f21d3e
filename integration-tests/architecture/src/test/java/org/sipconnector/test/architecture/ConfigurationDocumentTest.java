/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;

/** Documents and Metatype say of each key what the code reads. */
class ConfigurationDocumentTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Path DOCUMENT = ROOT.resolve(Path.of("docs", "configuration.md"));
    private static final String BEGIN = "<!-- keys: written from the code by ConfigurationDocumentTest -->\n";
    private static final Pattern ATTRIBUTE = Pattern.compile("<AD id=\"([^\"]+)\" type=\"([^\"]+)\"([^>]*)>");
    private static final Pattern DEFAULT = Pattern.compile("default=\"([^\"]*)\"");

    /** What Metatype says of one key. */
    private record Attribute(String type, String standard) {}

    private static String tables() {
        StringBuilder text = new StringBuilder();
        for (ConfigurationSchema<?> schema : Schemas.all()) {
            boolean factory = schema.pid().equals(Schemas.CONNECTOR);
            text.append("\n## `").append(schema.pid()).append(factory ? "~ID" : "").append(".cfg`\n\n").append(schema.title())
                    .append(".\n\n| key | allowed | default | meaning |\n|---|---|---|---|\n");
            schema.keys().forEach(key -> text.append("| `").append(key.name()).append("` | ")
                    .append(cell(key.type().allowed())).append(" | ").append(cell(key.otherwise())).append(" | ")
                    .append(cell(key.meaning())).append(!key.secret() ? "" : key.meaning().endsWith(".") ? " Never shown." : "; never shown")
                    .append(" |\n"));
        }
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
    }

    @Test
    void theDocumentListsEveryKeyAsTheCodeReadsIt() throws IOException {
        String document = Files.readString(DOCUMENT);
        String right = document.substring(0, document.indexOf(BEGIN) + BEGIN.length()) + tables();
        Path written = Files.writeString(Path.of("target", "configuration.md"), right);

        assertThat(document).as("docs/configuration.md; what it should be is in %s", written.toAbsolutePath().normalize())
                .isEqualTo(right);
    }

    @Test
    void theReadmeNamesOnlyKeysThatAreKnown() throws IOException {
        List<String> known = Schemas.all().stream().flatMap(schema -> schema.keys().stream()).map(ConfigurationKey::name).toList();
        String section = Files.readString(ROOT.resolve("README.md")).split("## Configuring a connector")[1].split("\n## ")[0];
        List<String> named = new ArrayList<>();
        Matcher rows = Pattern.compile("(?m)^\\| (`[^|]+`) \\|").matcher(section);
        while (rows.find()) {
            Stream.of(rows.group(1).split(", ")).map(key -> key.replace("`", "")).forEach(named::add);
        }
        assertThat(named).isNotEmpty();
        assertThat(known).containsAll(named);
    }

    @Test
    void metatypeHasTheSameKeysAndDefaults() throws IOException {
        for (ConfigurationSchema<?> schema : Schemas.all()) {
            Map<String, Attribute> attributes = attributes(schema.pid());
            assertThat(attributes.keySet()).as(schema.pid()).containsExactlyInAnyOrderElementsOf(
                    schema.keys().stream().map(ConfigurationKey::name).toList());
            for (ConfigurationKey<?> key : schema.keys()) {
                Attribute attribute = attributes.get(key.name());
                assertThat(attribute.type().equals("Password")).as(schema.pid() + " hides " + key.name()).isEqualTo(key.secret());
                assertThat(same(attribute.standard(), key.standard().orElse("")))
                        .as(schema.pid() + " " + key.name() + " is '" + attribute.standard() + "' by default").isTrue();
            }
        }
    }

    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other) || one.matches("[0-9.]+") && other.matches("[0-9.]+")
                && Double.parseDouble(one) == Double.parseDouble(other);
    }

    private static Map<String, Attribute> attributes(String pid) throws IOException {
        Map<String, Attribute> found = new LinkedHashMap<>();
        for (Path folder : Bundles.folders()) {
            Path metatype = folder.resolve(Path.of("target", "classes", "OSGI-INF", "metatype"));
            if (Files.isDirectory(metatype)) {
                try (Stream<Path> files = Files.list(metatype)) {
                    for (Path file : files.toList()) {
                        String text = Files.readString(file);
                        if (text.matches("(?s).*<Designate (pid|factoryPid)=\"" + Pattern.quote(pid) + "\".*")) {
                            ATTRIBUTE.matcher(text).results().forEach(ad -> found.put(ad.group(1), new Attribute(ad.group(2),
                                    standard(ad.group(3)))));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static String standard(String rest) {
        Matcher matcher = DEFAULT.matcher(rest);
        return matcher.find() ? matcher.group(1).replaceAll("\\\\(.)", "$1") : "";
    }
}
