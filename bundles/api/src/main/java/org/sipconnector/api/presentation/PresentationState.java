package org.sipconnector.api.presentation;

/** How far the own presentation has come. */
public enum PresentationState {
    IDLE, STARTING, ACTIVE, STOPPING, FAILED
}
