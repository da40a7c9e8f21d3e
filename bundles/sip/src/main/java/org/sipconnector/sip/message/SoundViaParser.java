/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.parser.ParserFactory;
import gov.nist.javax.sip.parser.ViaParser;
import java.text.ParseException;

/**
 * Refuses a Via whose comment has an escape: jain-sip's parser may step over the line's end there and never stops, with one
 * message. RFC 3261 section 25.1 has no comments in Via.
 */
public final class SoundViaParser extends ViaParser {

    private final String via;

    /** Made by jain-sip's factory, by reflection. */
    public SoundViaParser(String via) {
        super(via);
        this.via = via;
    }

    static void install() {
        ParserFactory.addToParserTable("via", SoundViaParser.class);
        ParserFactory.addToParserTable("v", SoundViaParser.class);
    }

    @Override
    public SIPHeader parse() throws ParseException {
        int comment = via.indexOf('(');
        if (comment >= 0 && via.indexOf('\\', comment) >= 0) {
            throw new ParseException("escape in a comment of Via", comment);
        }
        return super.parse();
    }
}
