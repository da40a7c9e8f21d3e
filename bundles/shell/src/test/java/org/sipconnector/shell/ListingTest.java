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
import org.junit.jupiter.api.Timeout;

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
    void aLongNameIsBrokenBetweenItsParts() {
        assertThat(Listing.wrap("SipDialogs.requestInDialog", 14)).containsExactly("SipDialogs.", "requestIn", "Dialog");
        assertThat(Listing.wrap("VideoSendingBalancerManager", 16)).containsExactly("VideoSending", "BalancerManager");
        assertThat(Listing.wrap("0.1.0.SNAPSHOT", 12)).containsExactly("0.1.0.", "SNAPSHOT");
        assertThat(Listing.wrap("call:start-call", 12)).containsExactly("call:start-", "call");
    }

    @Test
    void timesAndNumbersStayWholeBesideLongNames() {
        for (String version : List.of("1.0.0", "0.1.0.SNAPSHOT")) {
            Listing updates = new Listing("at", "code", "versions", "how", "connectors", "gap", "waited").row(
                    Listing.unbroken("11-29 07:15:24"), "VideoSendingBalancerManager", version + " to " + version, "side by side", 1000,
                    Listing.unbroken("840.8 ms"), 120);

            assertThat(printed(updates, 80)).allMatch(line -> line.length() <= 80)
                    .anyMatch(line -> line.startsWith("11-29 07:15:24  Video") && line.contains("840.8 ms"));
        }
        Listing journal = new Listing("no", "at", "what", "manager", "name").row(123_456, "07:15:24.123", "published",
                "VideoSendingBalancerManager", "SipDialogs.requestInDialog");

        assertThat(printed(journal, 80)).allMatch(line -> line.length() <= 80)
                .anyMatch(line -> line.startsWith("123456  07:15:24.123  published  "))
                .noneMatch(line -> line.matches(".*(InDialo|Manage|Balance|Sendin)(  .*)?"));
    }

    @Test
    void rowsAreBlocksWhereColumnsWouldBreakWords() {
        Listing connectors = new Listing("id", "account", "status", "connectors", "waited").row("warehouse", "1001 and others", "disconnected",
                10, "").row("lobby", "1002", "registering", 1, "123456789");

        assertThat(printed(connectors, 44)).containsExactly("id          warehouse", "account     1001 and others", "status      disconnected",
                "connectors  10", "", "id          lobby", "account     1002", "status      registering", "connectors  1", "waited      123456789");
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

    @Test
    @Timeout(10)
    void aWordOfAnyLengthIsBrokenInItsTime() {
        assertThat(Listing.wrap("x".repeat(200_000), 80)).hasSize(2_500).allMatch(line -> line.length() == 80);
    }
}
