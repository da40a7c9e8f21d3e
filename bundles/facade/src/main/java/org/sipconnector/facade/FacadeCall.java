package org.sipconnector.facade;

/**
 * A call made or answered through the facade.
 *
 * @param id        its name in its progress events
 * @param reply     promise of the one who made it
 * @param room      the room it is in, empty before one was entered
 * @param succeeded whether it was confirmed
 * @param over      whether its end was heard before its success
 */
record FacadeCall(String id, String reply, String room, boolean succeeded, boolean over) {

    FacadeCall in(String newRoom) {
        return new FacadeCall(id, reply, newRoom, succeeded, over);
    }

    FacadeCall confirmed() {
        return new FacadeCall(id, reply, room, true, over);
    }

    FacadeCall ended() {
        return new FacadeCall(id, reply, room, succeeded, true);
    }
}
