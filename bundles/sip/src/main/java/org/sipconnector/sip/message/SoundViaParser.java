/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import gov.nist.core.NameValue;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.parser.ParserFactory;
import gov.nist.javax.sip.parser.ViaParser;
import java.text.ParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses a Via whose comment has an escape: jain-sip's parser may step over the line's end there and never stops, with one
 * message. RFC 3261 section 25.1 has no comments in Via. Takes an IPv6 reference as the value of any parameter, which that parser
 * takes of {@code received} only.
 */
public final class SoundViaParser extends ViaParser {

    private static final Pattern LITERAL =
            Pattern.compile("([\\w.!%*+`'~-]+)[ \t]*=[ \t]*(" + HeaderAddress.IPV6_REFERENCE + ")[ \t]*(?=;|$|[\r\n])");

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

    @Override
    protected NameValue nameValue() throws ParseException {
        String rest = lexer.getRest();
        Matcher literal = LITERAL.matcher(rest == null ? "" : rest);
        if (!literal.lookingAt()) {
            return super.nameValue();
        }
        lexer.consume(literal.end());
        return new NameValue(literal.group(1), literal.group(2));
    }
}
