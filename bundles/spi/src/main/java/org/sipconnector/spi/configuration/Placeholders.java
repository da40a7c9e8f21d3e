/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what stands for something else in values, such as {@code $[secret:NAME]}, as the container does before a bundle reads a
 * configuration: so that one can be checked before it is used. For any thread; reads files.
 */
public final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[(secret|env|prop):([^;\\]]*)(?:;default=([^\\]]*))?]");

    private final UnaryOperator<@Nullable String> framework;

    /** @param framework the value of a property of the framework, null when there is none */
    public Placeholders(UnaryOperator<@Nullable String> framework) {
        this.framework = framework;
    }

    /** Whether something would be filled in. */
    public static boolean isIn(String value) {
        return PLACEHOLDER.matcher(value).find();
    }

    /** Whether the value is one placeholder and nothing else, so that it shows nothing of what it stands for. */
    public static boolean isWhole(String value) {
        return PLACEHOLDER.matcher(value).matches() && !value.contains(";default=");
    }

    /** As the container fills it in; what is not there stays as it is. */
    public String filled(String value) {
        return PLACEHOLDER.matcher(value).replaceAll(match -> {
            String name = match.group(2);
            Optional<String> found = switch (match.group(1)) {
                case "secret" -> secret(name);
                case "env" -> Optional.ofNullable(System.getenv(name));
                default -> Optional.ofNullable(framework.apply(name));
            };
            return Matcher.quoteReplacement(found.or(() -> Optional.ofNullable(match.group(3))).orElse(match.group()));
        });
    }

    private Optional<String> secret(String name) {
        return SecretDirectories.filesOf(name, SecretDirectories.of(framework)).stream().map(Placeholders::content)
                .flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> content(Path file) {
        try {
            return ConfigurationFile.unreadable(file).isPresent() ? Optional.empty() : Optional.of(Files.readString(file).strip());
        } catch (IOException missing) {
            return Optional.empty();
        }
    }
}
