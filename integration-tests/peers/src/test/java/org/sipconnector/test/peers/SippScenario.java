/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What sipp says and wants to hear, in order; anything else that comes fails the call. The first INVITE it hears is
 * remembered for what is said later: its {@code [$via]}, {@code [$cseq]}, {@code [$from]} and {@code [$to]}.
 */
final class SippScenario {

    static final String SDP = "v=0\no=- 7 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 40000 RTP/AVP 0\n";

    private final StringBuilder steps = new StringBuilder();
    private int count;
    private int invited;
    private boolean refused;

    SippScenario hears(String request) {
        return add("<recv request=\"" + request + "\"/>");
    }

    /** Hears an INVITE it may answer out of turn. */
    SippScenario hearsInvite() {
        return add("<recv request=\"INVITE\" rrs=\"true\"><action>" + remember("Via:", "via") + remember("CSeq:", "cseq")
                + remember("From:", "from") + remember("To:", "to") + "</action></recv>");
    }

    /** Hears a further INVITE within the dialog, which it may answer out of turn. */
    SippScenario hearsReinvite() {
        return add("<recv request=\"INVITE\"><action>" + remember("Via:", "via") + remember("CSeq:", "cseq") + "</action></recv>");
    }

    private static String remember(String header, String name) {
        return "<ereg regexp=\".*\" search_in=\"hdr\" header=\"" + header + "\" assign_to=\"" + name + "\"/>";
    }

    SippScenario mayHear(int status) {
        return add("<recv response=\"" + status + "\" optional=\"true\"/>");
    }

    SippScenario hears(int status) {
        refused = status >= 300;
        return add("<recv response=\"" + status + "\" rrs=\"true\"/>");
    }

    /** Hears a provisional answer that is to be acknowledged, as {@code [$rseq]}. */
    SippScenario hearsReliable(int status) {
        return add("<recv response=\"" + status + "\" rrs=\"true\"><action>" + remember("RSeq:", "rseq") + "</action></recv>");
    }

    SippScenario cancels() {
        return says(ofFirst("CANCEL") + "To: <sip:callee@sip.test>\nCall-ID: [call_id]\nCSeq: 1 CANCEL\nMax-Forwards: 70");
    }

    SippScenario acknowledgesRefusal() {
        return says(ofFirst("ACK") + "[last_To:]\nCall-ID: [call_id]\nCSeq: 1 ACK\nMax-Forwards: 70");
    }

    /** That of the INVITE for what belongs to its transaction. */
    private String branch(String method) {
        if (method.equals("INVITE")) {
            invited = count;
        }
        boolean same = method.equals("CANCEL") || method.equals("ACK") && refused;
        return same ? "[branch-" + (count - invited) + ']' : "[branch]";
    }

    private String ofFirst(String method) {
        return method + " sip:callee@sip.test SIP/2.0\nVia: SIP/2.0/[transport] [local_ip]:[local_port];branch="
                + branch(method) + "\nFrom: <sip:caller@sip.test>;tag=[pid]c[call_number]\n";
    }

    /** Answers the message it heard last. */
    SippScenario answers(String status, String... more) {
        return says("SIP/2.0 " + status + "\n[last_Via:]\n[last_From:]\n[last_To:]" + "\n[last_Call-ID:]\n[last_CSeq:]",
                more);
    }

    /** Answers the INVITE it has just heard and begins a dialog. */
    SippScenario answersFirst(String status, String... more) {
        return says("SIP/2.0 " + status + "\n[last_Via:]\n[last_From:]\n[last_To:];tag=[pid]t[call_number]"
                + "\n[last_Call-ID:]\n[last_CSeq:]\nContact: <sip:sipp@[local_ip]:[local_port];transport=[transport]>", more);
    }

    /** Answers the INVITE it remembers. */
    SippScenario answersRemembered(String status, String tag, String... more) {
        return says("SIP/2.0 " + status + "\nVia: [$via]\nFrom: [$from]\nTo: [$to]" + tag + "\n[last_Call-ID:]\nCSeq: [$cseq]"
                + "\nContact: <sip:sipp@[local_ip]:[local_port];transport=[transport]>", more);
    }

    /** Calls. */
    SippScenario invites(String... more) {
        return requests("INVITE", "sip:callee@sip.test", "<sip:caller@sip.test>;tag=[pid]c[call_number]",
                "<sip:callee@sip.test>", 1, more);
    }

    /** A request of the one who called. */
    SippScenario requests(String method, int cseq, String... more) {
        return requests(method, "[next_url]", "<sip:caller@sip.test>;tag=[pid]c[call_number]",
                "<sip:callee@sip.test>[peer_tag_param]", cseq, more);
    }

    /** A request of the one who was called. */
    SippScenario requestsAsCalled(String method, int cseq, String... more) {
        return requests(method, "[next_url]", "[$to];tag=[pid]t[call_number]", "[$from]", cseq, more);
    }

    private SippScenario requests(String method, String uri, String from, String to, int cseq, String... more) {
        return says(method + ' ' + uri + " SIP/2.0\nVia: SIP/2.0/[transport] [local_ip]:[local_port];branch=" + branch(method) + "\nFrom: "
                + from + "\nTo: " + to + "\nCall-ID: [call_id]\nCSeq: " + cseq + ' ' + method
                + "\nContact: <sip:caller@[local_ip]:[local_port];transport=[transport]>\nMax-Forwards: 70", more);
    }

    /** @param more further headers; the last is the body when it is a session description */
    private SippScenario says(String head, String... more) {
        StringBuilder text = new StringBuilder(head).append('\n');
        String body = "";
        for (String line : more) {
            if (line.equals(SDP)) {
                body = SDP;
                text.append("Content-Type: application/sdp\n");
            } else {
                text.append(line).append('\n');
            }
        }
        return add("<send><![CDATA[\n" + text + "Content-Length: [len]\n\n" + body + "\n]]></send>");
    }

    private SippScenario add(String step) {
        steps.append(step).append('\n');
        count++;
        return this;
    }

    Path write() throws IOException {
        String used = steps.indexOf("\"via\"") < 0 ? "" : "<Reference variables=\"via,cseq,from,to\"/>\n";
        return Files.writeString(Files.createTempFile("scenario", ".xml"), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<!DOCTYPE scenario SYSTEM \"sipp.dtd\">\n<scenario name=\"test\">\n" + steps + used + "</scenario>\n");
    }
}
