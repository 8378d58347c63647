    int32_t bytes;
    memcpy(&bytes, values, sizeof bytes);
    return bytes;
