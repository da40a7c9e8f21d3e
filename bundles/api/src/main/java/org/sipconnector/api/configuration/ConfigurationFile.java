package org.sipconnector.api.configuration;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a {@code .cfg} file as File Install understands it. */
public final class ConfigurationFile {

    private static final long LARGEST = 1 << 20;
    /** What is filled in from the framework's properties; a backslash before it keeps it as it is. */
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\\\)\\$\\{([^}]*)}");

    private ConfigurationFile() {}

    /**
     * @param framework the value of a property of the framework, null when there is none
     * @throws IOException when it cannot be read, or is no such file
     */
    public static Map<String, String> read(Path file, UnaryOperator<String> framework) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("it is larger than " + LARGEST + " bytes");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (IllegalArgumentException malformed) {
            throw new IOException(malformed.getMessage(), malformed);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, filled(properties.getProperty(key), framework)));
        return values;
    }

    private static String filled(String value, UnaryOperator<String> framework) {
        return VARIABLE.matcher(value).replaceAll(variable -> {
            String found = framework.apply(variable.group(1));
            return Matcher.quoteReplacement(found == null ? "" : found);
        });
    }
}
