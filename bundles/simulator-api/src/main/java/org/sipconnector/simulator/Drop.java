/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

/** How a call is ended or broken by the simulator. */
public enum Drop {
    /** BYE. */
    BYE,
    /** The client's connection is closed without a word; media goes on, and the call with the client's next connection. */
    SOCKET,
    /** The client's connection stays open but nothing passes it any more. */
    HALF_OPEN,
    /** The media connection is closed; signalling goes on, and the client's next offer gets another one. Ended after 40 s. */
    MEDIA,
    /** The main picture freezes: nothing of it is sent until the client negotiates anew. */
    PICTURE
}
