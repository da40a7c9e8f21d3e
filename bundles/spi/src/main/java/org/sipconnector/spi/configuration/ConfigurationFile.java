/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.api.masking.Printable;

/** The text of a {@code .cfg} file as File Install understands it. */
public final class ConfigurationFile {

    private static final long LARGEST = 1 << 20;
    private static final String ENCODING = "felix.fileinstall.configEncoding";
    /** What is filled in from the framework's properties; a backslash before it keeps it as it is. */
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\\\)\\$\\{([^}]*)}");

    private ConfigurationFile() {}

    /**
     * @param framework the value of a property of the framework, null when there is none
     * @throws IOException when it cannot be read, or is no such file
     */
    public static Map<String, String> read(Path file, UnaryOperator<String> framework) throws IOException {
        Properties properties = load(file, framework, new Properties());
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, filled(properties.getProperty(key), framework)));
        return values;
    }

    /**
     * Keys that stand in a file more than once, in whatever case.
     *
     * @throws IOException when it cannot be read, or is no such file
     */
    public static Set<String> repeated(Path file, UnaryOperator<String> framework) throws IOException {
        return load(file, framework, new Repeated()).again;
    }

    /** Why a file cannot be read, with what to do; empty for one that can. Nothing waits for a pipe's other end. */
    public static Optional<String> unreadable(Path file) {
        if (Files.isDirectory(file)) {
            return Optional.of("it is a directory: move it elsewhere, a file belongs there");
        }
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            return Optional.of("it is a symbolic link to " + target(file) + ", which is not there: write that file, or remove the link");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return Optional.of("it is no regular file: remove it, a file belongs there");
        }
        return Files.exists(file) && !Files.isReadable(file)
                ? Optional.of("user " + System.getProperty("user.name") + " may not read it: give that user the right with chmod or chown")
                : Optional.empty();
    }

    private static String target(Path link) {
        try {
            return Printable.line(Files.readSymbolicLink(link).toString());
        } catch (IOException gone) {
            return "a file";
        }
    }

    private static <P extends Properties> P load(Path file, UnaryOperator<String> framework, P properties) throws IOException {
        Optional<String> unreadable = unreadable(file);
        if (unreadable.isPresent()) {
            throw new IOException(unreadable.get());
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException("it is larger than " + LARGEST + " bytes");
        }
        try {
            properties.load(new StringReader(text(Files.readAllBytes(file), framework.apply(ENCODING))));
        } catch (IllegalArgumentException malformed) {
            throw new IOException(malformed.getMessage(), malformed);
        }
        return properties;
    }

    /** Notes what a file says again. */
    private static final class Repeated extends Properties {

        private static final long serialVersionUID = 1;

        private final transient Set<String> once = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        private final transient Set<String> again = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

        @Override
        public synchronized Object put(Object key, Object value) {
            if (!once.add(key.toString())) {
                again.add(key.toString());
            }
            return super.put(key, value);
        }
    }

    /** In the encoding that File Install reads, whoever of the two comes first; a byte order mark says that it is UTF-8. */
    private static String text(byte[] content, String encoding) {
        String marked = new String(content, StandardCharsets.UTF_8);
        return marked.startsWith("\uFEFF")
                ? marked.substring(1)
                : new String(content, encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding));
    }

    private static String filled(String value, UnaryOperator<String> framework) {
        return VARIABLE.matcher(value).replaceAll(variable -> {
            String found = framework.apply(variable.group(1));
            return Matcher.quoteReplacement(found == null ? "" : found);
        });
    }
}
