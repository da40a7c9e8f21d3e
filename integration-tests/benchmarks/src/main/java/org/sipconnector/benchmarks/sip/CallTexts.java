/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

/** What is the same in the calls of all candidates. */
final class CallTexts {

    static final String SDP = """
            v=0\r
            o=- 7 1 IN IP4 127.0.0.1\r
            s=-\r
            c=IN IP4 127.0.0.1\r
            t=0 0\r
            m=audio 40000 RTP/AVP 0\r
            """;

    private CallTexts() {}
}
