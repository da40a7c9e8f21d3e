/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.masking.Printable;

/** What commands print for programs, which people look at, too. */
class JsonOutputTest {

    private static final Map<String, Object> HOSTILE =
            Map.of("na\u009bme", "\u001b[2J\u009b31m\u007f\u202e\u2028\udb40\udc01", "safe", "\u0416\u00e9\ud83d\ude00\"");

    @Test
    void nothingInATextSteersATerminalAndProgramsReadTheSame() throws Exception {
        for (String json : new String[] {JsonOutput.text(HOSTILE), JsonOutput.line(HOSTILE)}) {
            assertThat(json.lines()).allSatisfy(line -> assertThat(Printable.line(line)).isEqualTo(line));
            assertThat(json).contains("\u0416\u00e9\ud83d\ude00");
            assertThat(new ObjectMapper().readValue(json, Map.class)).isEqualTo(HOSTILE);
        }
    }
}
