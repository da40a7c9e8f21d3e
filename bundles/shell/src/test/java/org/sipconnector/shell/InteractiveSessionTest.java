/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys pressed at Karaf's prompt, in a session as the local console and a shell over SSH have it. */
class InteractiveSessionTest {

    private static final String TAB = "\t";

    private KarafTerminal terminal;

    @BeforeEach
    void open(@TempDir Path folder) {
        terminal = new KarafTerminal(Scene.services(folder.resolve("exports")));
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    @Test
    void optionsStandBehindArguments() throws IOException {
        assertThat(pressed("sip:status office --json")).contains("\"id\" : \"office\"");
        assertThat(pressed("sip:mute demo --video")).contains("demo: microphone muted, camera on");
        assertThat(pressed("sip:call office --timeout 5 600")).contains("office is in a call");
        assertThat(pressed("sip:trace demo --off")).doesNotContainIgnoringCase("error");
        assertThat(pressed("sip:journal demo --entry 8 --json")).doesNotContainIgnoringCase("error");
        assertThat(pressed("sip:status office --json | grep id")).contains("\" : \"office\"").doesNotContain("\"connection\"");
        assertThat(pressed("sip:check src/test/resources/etc --json")).contains("\"checked\" : 1");
    }

    @Test
    void everyCommandOfALineIsExecuted() throws IOException {
        assertThat(pressed("sip:status office; sip:status warehouse"))
                .contains("connector     office").contains("connector     warehouse");
    }

    @Test
    void theTabulatorCompletesAfterABlankAndAfterAWord() throws IOException {
        assertThat(pressed("sip:status " + TAB + "ware" + TAB)).contains("connector     warehouse");
        assertThat(pressed("sip:status ware" + TAB + "--js" + TAB)).contains("\"id\" : \"warehouse\"");
        assertThat(pressed("sip:log office " + TAB + "def" + TAB)).contains("office logs what all connectors log");
        assertThat(pressed("sip:call office 600 --no-r" + TAB)).contains("office is in a call");
    }

    private String pressed(String line) throws IOException {
        return terminal.press(line + "\r");
    }
}
