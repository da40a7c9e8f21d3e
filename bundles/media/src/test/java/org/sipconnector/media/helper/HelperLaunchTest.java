/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelperLaunchTest {

    @Test
    void ofTheContainersEnvironmentAHelperGetsWhatItNeedsOnly() {
        Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin", "DISPLAY", ":0", "KARAF_PASSWORD", "secret-1",
                "JAVA_TOOL_OPTIONS", "-Dpassword=secret-2", "EXTRA_JAVA_OPTS", "secret-3", "LD_PRELOAD", "/tmp/any.so", "MALLOC_ARENA_MAX", "4"));
        HelperLaunch.inherit(environment);
        assertThat(environment).containsEntry("PATH", "/bin").containsEntry("DISPLAY", ":0").containsEntry("MALLOC_ARENA_MAX", "4")
                .containsEntry("MALLOC_TRIM_THRESHOLD_", "131072")
                .doesNotContainKeys("KARAF_PASSWORD", "JAVA_TOOL_OPTIONS", "EXTRA_JAVA_OPTS", "LD_PRELOAD");
        assertThat(environment.values()).noneMatch(value -> value.contains("secret"));
    }
}
