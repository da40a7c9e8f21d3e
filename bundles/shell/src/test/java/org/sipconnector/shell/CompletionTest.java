/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {

    @Test
    void idsManagersAndOptionsAreCompletedWhereverTheyStand(@TempDir Path exports) {
        try (KarafTerminal terminal = new KarafTerminal(Scene.services(exports))) {
            assertThat(terminal.complete("sip:call ")).containsExactly("demo", "desk", "office", "warehouse");
            assertThat(terminal.complete("sip:call de")).containsExactly("demo", "desk");
            assertThat(terminal.complete("sip:update ")).contains("CallManager", "StatsManager", "call", "stats", "kernel");
            assertThat(terminal.complete("sip:update call-r")).containsExactly("call-reconnect");
            assertThat(terminal.complete("sip:rollback Sta")).containsExactly("StatsManager");
            assertThat(terminal.complete("sip:trace --")).contains("--file", "--hep", "--off");
            assertThat(terminal.complete("sip:trace demo --")).contains("--file", "--hep", "--off");
            assertThat(terminal.complete("sip:call demo 600 --t")).containsExactly("--timeout");
            assertThat(terminal.complete("sip:call demo --t")).containsExactly("--timeout");
            assertThat(terminal.complete("sip:call demo ")).contains("600");
            assertThat(terminal.complete("sip:call demo 60")).contains("600");
            assertThat(terminal.complete("sip:present demo ")).containsExactly("black", "file:", "pattern:1280x720@5", "service:");
            assertThat(terminal.complete("sip:present demo p")).containsExactly("pattern:1280x720@5");
            assertThat(terminal.complete("sip:present demo --t")).containsExactly("--timeout");
            assertThat(terminal.complete("sip:log office ")).containsExactly("debug", "default", "trace");
            assertThat(terminal.complete("sip:status ")).containsExactly("demo", "desk", "office", "warehouse");
            assertThat(terminal.complete("sip:status demo --")).contains("--help", "--json");
        }
    }
}
