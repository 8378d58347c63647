// What a sketch uses of an Arduino core: the overloads of class Print and the time.
#pragma once
#include <stddef.h>
#include <stdint.h>

class SerialPort {
 public:
  void begin(unsigned long baud);
  operator bool();
  size_t print(const char *text);
  size_t print(char value);
  size_t print(unsigned char value, int base = 10);
  size_t print(int value, int base = 10);
  size_t print(unsigned int value, int base = 10);
  size_t print(long value, int base = 10);
  size_t print(unsigned long value, int base = 10);
  size_t print(double value, int digits = 2);
  size_t println(const char *text);
  size_t println(char value);
  size_t println(unsigned char value, int base = 10);
  size_t println(int value, int base = 10);
  size_t println(unsigned int value, int base = 10);
  size_t println(long value, int base = 10);
  size_t println(unsigned long value, int base = 10);
  size_t println(double value, int digits = 2);
};

extern SerialPort Serial;
unsigned long millis();
unsigned long micros();
void delay(unsigned long milliseconds);
void setup();
void loop();
