/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {

    @Test
    void aWideTableIsWrappedBetweenWordsToTheTerminal() {
        Listing listing = new Listing("id", "call").row("demo", "in room to 600, a very long name of a weekly meeting");

        assertThat(printed(listing, 40)).containsExactly("ID    CALL", "demo  in room to 600, a very long name",
                "      of a weekly meeting");
    }

    @Test
    void aWordIsBrokenOnlyWhenItFitsInNoLine() {
        assertThat(Listing.wrap("not answered, by the other side", 12)).containsExactly("not", "answered, by", "the other", "side");
        assertThat(Listing.wrap("to " + "x".repeat(20), 12)).containsExactly("to xxxxxxxxx", "xxxxxxxxxxx");
    }

    @Test
    void noLineIsWiderThanTheTerminalHoweverLongTheWords() {
        Listing listing = new Listing("id", "call").row("x".repeat(100), "y".repeat(300));

        assertThat(printed(listing, 80)).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(String.join("", printed(listing, 80)).chars().filter(character -> character == 'y').count()).isEqualTo(300);
    }

    @Test
    void whatCouldSteerATerminalIsShownAsText() {
        Listing listing = new Listing("", "").row("name", "a\u001b[31mred\nline\u202eback\u2028sep\u0007");

        assertThat(printed(listing, 120)).containsExactly("name  a\\u001b[31mred\\u000aline\\u202eback\\u2028sep\\u0007");
    }

    private static List<String> printed(Listing listing, int width) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        listing.print(new PrintStream(bytes, true, UTF_8), width);
        return bytes.toString(UTF_8).lines().toList();
    }
}
