/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.InvalidSyntaxException;

/** Files of secrets that change while configurations use them. */
class SecretFilesTest {

    private static final String OFFICE = "org.sipconnector.connector~office";
    private static final String MADE_BY_CONSOLE = "org.sipconnector.connector.4f5e";
    private static final String OTHER = "org.sipconnector.connector~other";
    private static final String SIMULATOR = "org.sipconnector.simulator";

    @TempDir
    Path etc;

    private final FakeConfigurations configurations = new FakeConfigurations();
    private final List<String> readAgain = new ArrayList<>();
    private SecretFiles secrets;

    @BeforeEach
    void begin() throws IOException {
        secrets = new SecretFiles(List.of(etc.resolve("secrets"), etc), readAgain::add);
        configured(OFFICE, "password", "$[secret:office]");
        configured(MADE_BY_CONSOLE, "password", "$[secret:office]");
        configured(OTHER, "password", "$[secret:other]");
        configured(SIMULATOR, "users", "demo:$[secret:office]");
        Files.writeString(etc.resolve("office"), "first");
    }

    private void configured(String pid, String key, String value) {
        configurations.stored.put(pid, new Hashtable<>(Map.of(key, value)));
    }

    private void look(boolean changedConfigurations) throws IOException, InvalidSyntaxException {
        readAgain.clear();
        configurations.events.clear();
        secrets.look(configurations.admin, changedConfigurations);
    }

    @Test
    void aChangedSecretMakesEachOfItsConfigurationsBeReadAgainWhereverItCameFrom() throws Exception {
        look(true);

        for (String content : List.of("another", "the former")) {
            Files.writeString(etc.resolve("office"), content);
            look(false);
            assertThat(readAgain).containsExactlyInAnyOrder(OFFICE, MADE_BY_CONSOLE);
            assertThat(configurations.events).containsExactly(SIMULATOR);
            look(false);
            assertThat(readAgain).isEmpty();
            assertThat(configurations.events).isEmpty();
        }
    }

    @Test
    void aSecretThatComesOrGoesIsAChange() throws Exception {
        look(true);

        Files.writeString(etc.resolve("other"), "new");
        look(false);
        assertThat(readAgain).containsExactly(OTHER);
        Files.delete(etc.resolve("other"));
        look(false);
        assertThat(readAgain).containsExactly(OTHER);
    }

    @Test
    void aSecretIsFollowedInEachOfSeveralDirectories() throws Exception {
        look(true);

        Files.createDirectory(etc.resolve("secrets"));
        Files.writeString(etc.resolve("secrets").resolve("office"), "found first from now on");
        look(false);
        assertThat(readAgain).containsExactlyInAnyOrder(OFFICE, MADE_BY_CONSOLE);
    }

    @Test
    void aSecretThatMayHaveChangedSinceItWasFirstReadIsReadOnceMore() throws Exception {
        look(true);
        assertThat(readAgain).containsExactlyInAnyOrder(OFFICE, MADE_BY_CONSOLE, OTHER);

        configured(OTHER, "password", "$[secret:third]");
        look(true);
        assertThat(readAgain).containsExactly(OTHER);
    }

    @Test
    void aChangedSecretLeavesConfigurationsAsTheyAreWritten() throws Exception {
        look(true);
        Files.writeString(etc.resolve("office"), "another");
        look(false);

        assertThat(configurations.stored.get(SIMULATOR)).containsEntry("users", "demo:$[secret:office]");
    }
}
