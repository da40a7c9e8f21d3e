package org.sipconnector.sip.message;

import java.text.ParseException;

/** A message is read whole or refused as malformed; nothing else comes out. */
public final class MessageTarget {

    private MessageTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            Incoming message = Incoming.parse(data);
            message.headers();
            message.body();
            message.sdp();
            message.callId();
            if (message instanceof IncomingRequest request) {
                request.unsound();
            }
        } catch (ParseException malformed) {
            MalformedRequest.answer(data, 400, "Bad Request", "fuzzed");
        }
    }
}
