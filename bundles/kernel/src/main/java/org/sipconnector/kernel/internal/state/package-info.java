/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a manager hands over, as data: which types a state may have, how they are read and written by reflection, and their
 * form in CBOR; and what holds of a type when nobody says otherwise. It uses no other private package of the kernel; the exported {@code Handover} stands on it.
 */
package org.sipconnector.kernel.internal.state;
